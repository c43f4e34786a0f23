using System;
using System.Globalization;

namespace ModelGen.Training;

/// <summary>Weights of examples: what they may be, and what they come to.</summary>
internal static class ExampleWeights
{
    /// <summary>Checks what a caller gives.</summary>
    /// <param name="weights">A weight for each example; empty: there are none.</param>
    /// <param name="examples">How many examples there are.</param>
    /// <param name="argument">The caller's name for the weights.</param>
    /// <param name="model">The model's name for messages; null: they are data's.</param>
    /// <exception cref="ArgumentException">Not as many as examples, or all are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or not finite: names the first and its example.</exception>
    public static void Check(ReadOnlySpan<float> weights, int examples, string argument, string? model = null)
    {
        if (weights.IsEmpty) return;
        if (weights.Length != examples) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Whose(model)}'{argument}' has {weights.Length} weights for {examples} examples: give one for each"), argument);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] >= 0 && float.IsFinite(weights[i])) continue;
            throw new ArgumentOutOfRangeException(argument, string.Create(CultureInfo.InvariantCulture, $"{Whose(model)}'{argument}' is {weights[i]} for example {i}: weights are finite and at least 0, and 0 leaves an example out"));
        }

        if (AreZero(weights)) throw new ArgumentException($"{Whose(model)}'{argument}' is 0 for every example: nothing is left to learn from, so give one at least a weight above 0", argument);
    }

    private static string Whose(string? model) => model is null ? "" : model + ": ";

    /// <summary>There are weights, and no example has any.</summary>
    public static bool AreZero(ReadOnlySpan<float> weights) => !weights.IsEmpty && weights.IndexOfAnyExcept(0f) < 0;

    /// <summary>The weights of the targets that count: each target has its example's.</summary>
    /// <param name="weights">[examples].</param>
    /// <param name="counts">[examples, targets of each].</param>
    public static double Total(ReadOnlySpan<float> weights, ReadOnlySpan<bool> counts)
    {
        int each = counts.Length / weights.Length;
        double total = 0;
        for (int i = 0; i < weights.Length; i++) total += (double)weights[i] * counts.Slice(i * each, each).Count(true);
        return total;
    }

    public static NotSupportedException NotTaken(object model) =>
        new($"The data has weights of examples, and the loss of {model.GetType().Name} takes none: implement ComputeGradients and ComputeLoss with weights, or make the data without");
}
