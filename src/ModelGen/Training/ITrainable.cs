using System;
using System.Numerics.Tensors;

namespace ModelGen.Training;

/// <summary>A model with a loss: what a <c>Trainer</c> needs to know of it.</summary>
/// <typeparam name="TInput">The element type of inputs: <see cref="float"/>, or <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface ITrainable<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>The parameters and their gradients.</summary>
    ParameterStore Store { get; }

    /// <summary>The state of the random numbers (dropout), saved in checkpoints.</summary>
    ulong RandomState { get; set; }

    /// <summary>The token id that the model takes as padding: its <c>[Tokens(Padding = ...)]</c>. -1: none.</summary>
    int Padding => -1;

    /// <summary>Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.</summary>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target);

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
