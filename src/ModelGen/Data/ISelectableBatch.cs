using System;

namespace ModelGen.Data;

/// <summary>A batch of which some examples can be copied into another: what <see cref="BatchDataset{TBatch}"/> shuffles. The batches of generated models are.</summary>
/// <typeparam name="TSelf">The type of batches itself.</typeparam>
public interface ISelectableBatch<TSelf> : IBatch<TSelf>
    where TSelf : class, IBatch<TSelf>, new()
{
    /// <summary>Copies some examples, with their weights if they have any.</summary>
    /// <param name="from">Where the examples are.</param>
    /// <param name="examples">Their places.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    void Take(TSelf from, ReadOnlySpan<int> examples);
}
