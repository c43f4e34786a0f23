using System.Runtime.CompilerServices;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Loads of operands whose rows are not whole vectors.</summary>
internal static class ProductLoad
{
    /// <summary>Up to four numbers from <paramref name="index"/> on, as many as are <paramref name="left"/> in the row; zeros for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Part(ArrayView<float> x, bool isInside, int index, int left)
    {
        Float4 part = default;
        if (isInside && left > 0)
        {
            part.X = x[index];
            part.Y = left > 1 ? x[index + 1] : 0;
            part.Z = left > 2 ? x[index + 2] : 0;
            part.W = left > 3 ? x[index + 3] : 0;
        }

        return part;
    }
}
