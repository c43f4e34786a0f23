using System.Collections.Generic;

namespace ModelGen.Data;

/// <summary>Data sets to predict from.</summary>
public static class SequenceDataset
{
    /// <summary>Token sequences without targets, in their order.</summary>
    /// <param name="sequences">The token ids of each example.</param>
    /// <param name="maximumLength">Longer sequences lose their end: the model's Context.</param>
    /// <param name="padding">The id behind the end of shorter ones: the model's Padding.</param>
    /// <param name="batch">Examples per batch; the last may be smaller.</param>
    public static SequenceDataset<NoTarget> WithoutTargets(IReadOnlyList<int[]> sequences, int maximumLength, int padding, int batch) =>
        new(sequences, new NoTarget[sequences?.Count ?? 0], maximumLength, padding, batch, shuffle: false);
}
