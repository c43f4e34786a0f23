using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>
/// Reductions over a group through shared memory: every thread adds all numbers up in the same order, so all have the same bits. Two
/// barriers instead of a tree's seven, and no shuffles, which OpenCL lacks.
/// </summary>
internal static class GpuReduce
{
    /// <summary>The largest group.</summary>
    public const int Most = 128;

    /// <param name="shared">[<see cref="Most"/>]; free again afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ArrayView<float> shared, float value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        float sum = 0;
        for (int i = 0; i < Group.DimX; i++)
        {
            sum += shared[i];
        }

        Group.Barrier();
        return sum;
    }

    /// <inheritdoc cref="Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(ArrayView<float> shared, float value)
    {
        shared[Group.IdxX] = value;
        Group.Barrier();
        float max = shared[0];
        for (int i = 1; i < Group.DimX; i++)
        {
            max = shared[i] > max ? shared[i] : max;
        }

        Group.Barrier();
        return max;
    }

    /// <summary>Threads for a row: whole warps, no more than there is work for.</summary>
    public static int Threads(int width) => width <= 256 ? 32 : width <= 1024 ? 64 : Most;
}
