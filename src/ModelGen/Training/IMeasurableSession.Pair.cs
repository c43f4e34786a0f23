using System;
using System.Numerics.Tensors;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A session of a model of one input and one target that shows its outputs beside the loss.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface IMeasurableSession<TInput, TTarget> : ITrainingSession<TInput, TTarget>, IMeasurableSession<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>How many numbers the outputs of a batch are.</summary>
    /// <param name="input">The shape of its inputs.</param>
    long OutputCount(ReadOnlySpan<nint> input);

    /// <summary>Adds <paramref name="scale"/> times the gradients of the weighted mean, showing the outputs on which the loss was taken.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each example; empty: all weigh the same.</param>
    /// <param name="scale">The factor of the gradients.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights, float scale, Span<float> outputs);

    /// <summary>The weighted mean, showing the outputs on which the loss was taken.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each example; empty: all weigh the same.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights, Span<float> outputs);

    long IMeasurableSession<Batch<TInput, TTarget>>.OutputCount(Batch<TInput, TTarget> batch) => OutputCount(batch.InputTensor.Lengths);

    float IMeasurableSession<Batch<TInput, TTarget>>.ComputeGradients(Batch<TInput, TTarget> batch, float scale, Span<float> outputs) =>
        ComputeGradients(batch.InputTensor, batch.TargetTensor, batch.Weights, scale, outputs);

    float IMeasurableSession<Batch<TInput, TTarget>>.ComputeLoss(Batch<TInput, TTarget> batch, Span<float> outputs) => ComputeLoss(batch.InputTensor, batch.TargetTensor, batch.Weights, outputs);
}
