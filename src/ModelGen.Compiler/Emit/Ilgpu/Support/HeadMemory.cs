using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Vectors of a head between memory and registers, where the head is not whole vectors, or is turned by its position on the way.</summary>
internal static class HeadMemory
{
    /// <summary>Numbers d to d + 3 of a head; zeros behind its end.</summary>
    /// <param name="start">Where the head begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Load(ArrayView<float> x, int start, int d, int size)
    {
        Float4 value = default;
        value.X = x[start + d];
        if (d + 1 < size)
        {
            value.Y = x[start + d + 1];
        }

        if (d + 2 < size)
        {
            value.Z = x[start + d + 2];
        }

        if (d + 3 < size)
        {
            value.W = x[start + d + 3];
        }

        return value;
    }

    /// <summary>As <see cref="Load"/>, turned by the position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Turned(ArrayView<float> x, int start, int d, int size, ArrayView<float> angles, int position)
    {
        Float4 value = default;
        value.X = Angle.Turn(x, start, d, size, angles, position);
        if (d + 1 < size)
        {
            value.Y = Angle.Turn(x, start, d + 1, size, angles, position);
        }

        if (d + 2 < size)
        {
            value.Z = Angle.Turn(x, start, d + 2, size, angles, position);
        }

        if (d + 3 < size)
        {
            value.W = Angle.Turn(x, start, d + 3, size, angles, position);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<float> x, int start, int d, int size, Float4 value)
    {
        x[start + d] = value.X;
        if (d + 1 < size)
        {
            x[start + d + 1] = value.Y;
        }

        if (d + 2 < size)
        {
            x[start + d + 2] = value.Z;
        }

        if (d + 3 < size)
        {
            x[start + d + 3] = value.W;
        }
    }
}
