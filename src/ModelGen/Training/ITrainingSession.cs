using System;
using System.Numerics.Tensors;

namespace ModelGen.Training;

/// <summary>A model together with its own optimizer: what a <see cref="Trainer{TInput, TTarget}"/> drives, wherever parameters and gradients are.</summary>
/// <remarks>Emitted code of targets that another library runs implements it, so that this library need not know that one.</remarks>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface ITrainingSession<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>The learning rate of the next update.</summary>
    float LearningRate { get; set; }

    /// <summary>Drops gradients that are there.</summary>
    void ZeroGradients();

    /// <summary>Adds <paramref name="scale"/> times the gradients of the mean loss. Every call up to an update gets the same scale.</summary>
    /// <returns>The mean loss, not scaled.</returns>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, float scale);

    /// <summary>Scales the gradients down together so that their global norm is at most <paramref name="maximumNorm"/>.</summary>
    /// <returns>The norm before; when it is not finite, no update follows.</returns>
    float ClipGradients(float maximumNorm);

    /// <summary>Updates the parameters and leaves no gradients.</summary>
    void Update();

    /// <summary>The mean loss without dropout; gradients stay as they are.</summary>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target);

    /// <summary>How many targets of a batch the mean loss is over: all, unless the loss passes some over (ignored classes, padding). It is what a mean over batches weighs them by.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="counts">Empty, or as long as the targets: receives which of them count.</param>
    int CountTargets(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<bool> counts = default)
    {
        counts.Fill(true);
        return checked((int)target.FlattenedLength);
    }
}
