using System;
using System.Numerics.Tensors;

namespace ModelGen.Training;

/// <summary>A model that shows its outputs beside the loss, which is what metrics need. Generated models with a loss do.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface IMeasurable<TInput, TTarget> : ITrainable<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>How many numbers the outputs of a batch are.</summary>
    /// <param name="input">The shape of its inputs.</param>
    long OutputCount(ReadOnlySpan<nint> input);

    /// <summary><see cref="ITrainable{TInput, TTarget}.ComputeGradients"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<float> outputs);

    /// <summary><see cref="ITrainable{TInput, TTarget}.ComputeLoss"/>, showing the outputs on which the loss was taken.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="outputs">Row-major, overwritten; empty: they are not shown.</param>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<float> outputs);
}
