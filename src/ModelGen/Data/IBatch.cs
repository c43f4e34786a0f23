using System;

namespace ModelGen.Data;

/// <summary>What trainers and data sources ask of a batch, whatever tensors it has: buffers that are filled again for each step.</summary>
/// <remarks>A model of one input and one target takes <see cref="Batch{TInput, TTarget}"/>.</remarks>
/// <typeparam name="TSelf">The type of batches itself.</typeparam>
public interface IBatch<TSelf>
    where TSelf : class, IBatch<TSelf>, new()
{
    /// <summary>The number of examples.</summary>
    int Examples { get; }

    /// <summary>The weight of each example in the mean loss and in metrics, [examples]; empty: all weigh the same.</summary>
    ReadOnlySpan<float> Weights { get; }

    /// <summary>The number of tokens, for rates; 0: the examples are not of tokens.</summary>
    int Tokens => 0;

    /// <summary>Exchanges the contents of two batches without copying.</summary>
    void Swap(TSelf other);
}
