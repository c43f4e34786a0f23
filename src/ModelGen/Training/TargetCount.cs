using System;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>Which class ids of a batch a cross-entropy is taken over; called by emitted code.</summary>
public static class TargetCount
{
    /// <summary>How many targets count: those that are not ignored and whose token is not padding.</summary>
    /// <param name="targets">Class ids, one for each row of logits.</param>
    /// <param name="counts">Receives which of them count; empty, or as long as <paramref name="targets"/>.</param>
    /// <param name="ignoreIndex">The id that does not count.</param>
    /// <param name="tokens">The token of each target; empty: there is no padding.</param>
    /// <param name="padding">The token that is padding.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static int Of(ReadOnlySpan<int> targets, Span<bool> counts, int ignoreIndex, ReadOnlySpan<int> tokens = default, int padding = -1)
    {
        Check.Optional(counts, targets.Length);
        Check.Optional(tokens, targets.Length);
        int counted = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            bool does = targets[i] != ignoreIndex && (tokens.IsEmpty || tokens[i] != padding);
            if (does) counted++;
            if (!counts.IsEmpty) counts[i] = does;
        }

        return counted;
    }
}
