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

    /// <summary>The same where targets are numbers: as many for each token, which count unless it is padding.</summary>
    /// <param name="targets">How many numbers there are.</param>
    /// <param name="counts">Receives which of them count; empty, or as long as the targets.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="padding">The token that is padding.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static int OfSteps(int targets, Span<bool> counts, ReadOnlySpan<int> tokens, int padding)
    {
        Check.Optional(counts, targets);
        int each = tokens.IsEmpty ? 0 : targets / tokens.Length, counted = 0;
        for (int i = 0; i < tokens.Length; i++)
        {
            bool does = tokens[i] != padding;
            if (does) counted += each;
            if (!counts.IsEmpty) counts.Slice(i * each, each).Fill(does);
        }

        return counted;
    }

    /// <summary>What the examples weigh, where a loss is a mean over them.</summary>
    /// <param name="examples">How many there are.</param>
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <param name="counts">Filled: all count.</param>
    public static double Examples(int examples, ReadOnlySpan<float> weights, Span<bool> counts)
    {
        counts.Fill(true);
        double total = weights.IsEmpty ? examples : 0;
        foreach (float weight in weights) total += weight;
        return total;
    }

    /// <summary>What the steps that are no padding weigh, each its example's weight.</summary>
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <param name="counts">Receives which steps count; empty, or as long as the tokens.</param>
    /// <param name="tokens">[examples, steps].</param>
    /// <param name="padding">The token that is padding.</param>
    public static double WeighSteps(ReadOnlySpan<float> weights, Span<bool> counts, ReadOnlySpan<int> tokens, int padding)
    {
        if (weights.IsEmpty) return OfSteps(tokens.Length, counts, tokens, padding);
        using TargetMarks marks = new(counts, tokens.Length);
        OfSteps(tokens.Length, marks.Counts, tokens, padding);
        return ExampleWeights.Total(weights, marks.Counts);
    }

    /// <summary>What the targets that count weigh: each its example's weight times its class's.</summary>
    /// <param name="targets">Class ids, one for each row of logits.</param>
    /// <param name="weights">[examples]; empty: all weigh the same.</param>
    /// <param name="classWeights">[classes]; empty: all weigh the same.</param>
    /// <param name="counts">Receives which targets count; empty, or as long as <paramref name="targets"/>.</param>
    /// <param name="ignoreIndex">The id that does not count.</param>
    /// <param name="tokens">The token of each target; empty: there is no padding.</param>
    /// <param name="padding">The token that is padding.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static double Weigh(ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, ReadOnlySpan<float> classWeights, Span<bool> counts, int ignoreIndex, ReadOnlySpan<int> tokens = default, int padding = -1)
    {
        Check.Optional(counts, targets.Length);
        Check.Optional(tokens, targets.Length);
        int steps = weights.IsEmpty ? 1 : Math.Max(targets.Length / weights.Length, 1);
        double total = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            bool does = targets[i] != ignoreIndex && (tokens.IsEmpty || tokens[i] != padding);
            // What is no class the loss itself complains of.
            if (does && (classWeights.IsEmpty || (uint)targets[i] < (uint)classWeights.Length)) total += (weights.IsEmpty ? 1.0 : weights[i / steps]) * (classWeights.IsEmpty ? 1 : classWeights[targets[i]]);
            if (!counts.IsEmpty) counts[i] = does;
        }

        return total;
    }
}
