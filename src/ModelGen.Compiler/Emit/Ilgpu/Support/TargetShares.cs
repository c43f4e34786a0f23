using System;
using System.Globalization;

namespace ModelGen.Gpu;

/// <summary>What each row adds to a mean loss, found on the host before anything is started: its example's weight over the sum of all weights; 0: it does not count.</summary>
internal static class TargetShares
{
    /// <summary>Of class ids: those count that are not ignored and whose token is not padding.</summary>
    /// <param name="shares">[rows], overwritten. The weight of the target's class is in the sum alone.</param>
    /// <param name="classWeights">[classes]; empty: all weigh the same.</param>
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    public static void Fill(Span<float> shares, ReadOnlySpan<int> targets, int ignoreIndex, int classes, ReadOnlySpan<float> classWeights, ReadOnlySpan<float> weights, ReadOnlySpan<int> ids = default, int padding = -1)
    {
        int steps = weights.IsEmpty ? 1 : shares.Length / weights.Length;
        double total = 0;
        for (int row = 0; row < shares.Length; row++)
        {
            int target = targets[row];
            shares[row] = 0;
            if (target == ignoreIndex || (!ids.IsEmpty && ids[row] == padding))
            {
                continue;
            }

            if ((uint)target >= (uint)classes)
            {
                throw NoClass(row, target, classes);
            }

            shares[row] = weights.IsEmpty ? 1 : weights[row / steps];
            total += (double)shares[row] * (classWeights.IsEmpty ? 1 : classWeights[target]);
        }

        Divide(shares, total);
    }

    /// <summary>Of numbers, as many in each row: those count whose token is not padding.</summary>
    /// <param name="shares">[rows], overwritten.</param>
    /// <param name="width">How many numbers a row has.</param>
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    public static void Fill(Span<float> shares, int width, ReadOnlySpan<float> weights, ReadOnlySpan<int> ids = default, int padding = -1)
    {
        int steps = weights.IsEmpty ? 1 : shares.Length / weights.Length;
        double total = 0;
        for (int row = 0; row < shares.Length; row++)
        {
            shares[row] = !ids.IsEmpty && ids[row] == padding ? 0 : weights.IsEmpty ? 1 : weights[row / steps];
            total += (double)shares[row] * width;
        }

        Divide(shares, total);
    }

    /// <summary>Every id is a class or the ignored one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; names its row.</exception>
    public static void Check(ReadOnlySpan<int> targets, int ignoreIndex, int classes)
    {
        for (int row = 0; row < targets.Length; row++)
        {
            if (targets[row] != ignoreIndex && (uint)targets[row] >= (uint)classes)
            {
                throw NoClass(row, targets[row], classes);
            }
        }
    }

    private static ArgumentOutOfRangeException NoClass(int row, int target, int classes)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"Row {row} has class id {target}, which is not in [0, {classes}).");
        return new ArgumentOutOfRangeException("targets", target, message);
    }

    private static void Divide(Span<float> shares, double total)
    {
        for (int row = 0; row < shares.Length; row++)
        {
            shares[row] = total == 0 ? 0 : (float)(shares[row] / total);
        }
    }
}
