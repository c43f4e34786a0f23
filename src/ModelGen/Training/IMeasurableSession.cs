using System;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A session that shows its model's outputs beside the loss, which is what metrics need. Those of emitted code do.</summary>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public interface IMeasurableSession<TBatch> : ITrainingSession<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>How many numbers the outputs of a batch are.</summary>
    long OutputCount(TBatch batch);

    /// <summary><see cref="ITrainingSession{TBatch}.ComputeGradients"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="scale">The factor of its gradients.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeGradients(TBatch batch, float scale, Span<float> outputs);

    /// <summary><see cref="ITrainingSession{TBatch}.ComputeLoss"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeLoss(TBatch batch, Span<float> outputs);
}
