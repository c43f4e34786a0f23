using System;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model that shows its outputs beside the loss, which is what metrics need. Generated models with a loss do.</summary>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public interface IMeasurable<TBatch> : ITrainable<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>How many numbers the outputs of a batch are.</summary>
    long OutputCount(TBatch batch);

    /// <summary><see cref="ITrainable{TBatch}.ComputeGradients"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeGradients(TBatch batch, Span<float> outputs);

    /// <summary><see cref="ITrainable{TBatch}.ComputeLoss"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeLoss(TBatch batch, Span<float> outputs);
}
