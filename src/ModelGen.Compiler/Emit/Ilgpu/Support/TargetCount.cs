using System;
using System.Globalization;

namespace ModelGen.Gpu;

/// <summary>What the mean of a cross-entropy is taken over, found on the host before anything is started.</summary>
internal static class TargetCount
{
    /// <summary>The rows that count: those whose target is not ignored and whose token is not padding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    public static int Of(ReadOnlySpan<int> targets, ReadOnlySpan<int> ids, int padding, int ignoreIndex, int classes)
    {
        int counted = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target == ignoreIndex || (padding >= 0 && ids[row] == padding))
            {
                continue;
            }

            if ((uint)target >= (uint)classes)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"Row {row} has class id {target}, which is not in [0, {classes}).");
                throw new ArgumentOutOfRangeException(nameof(targets), target, message);
            }

            counted++;
        }

        return counted;
    }
}
