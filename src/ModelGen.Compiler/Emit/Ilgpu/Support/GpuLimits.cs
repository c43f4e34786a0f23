using System;
using System.Globalization;

namespace ModelGen.Gpu;

/// <summary>What kernels cannot index is refused before anything is allocated.</summary>
internal static class GpuLimits
{
    /// <param name="largest">The elements of the largest tensor of a pass.</param>
    public static void Check(string model, long largest)
    {
        if (largest > int.MaxValue)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"{model}: a tensor of this batch would have {largest} numbers, kernels index {int.MaxValue}: lower the batch or the length of the sequence"));
        }
    }

    /// <summary>Up to a boundary of vectors.</summary>
    public static long Align(long count) => (count + 15) & ~15L;
}
