using System;
using System.Numerics.Tensors;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model of one input and one target, with a loss.</summary>
/// <typeparam name="TInput">The element type of inputs: <see cref="float"/>, or <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface ITrainable<TInput, TTarget> : ITrainable<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Forward, loss and backward: adds the gradients of the mean loss into the store and returns that loss.</summary>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target);

    /// <summary>The same of the weighted mean, each target with its example's weight: Σ w·x / Σ w. Generated models have it.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each example; empty: all weigh the same.</param>
    /// <exception cref="NotSupportedException">There are weights, and the loss takes none.</exception>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights) =>
        weights.IsEmpty ? ComputeGradients(input, target) : throw ExampleWeights.NotTaken(this);

    /// <summary>The mean loss without dropout; gradients stay as they are.</summary>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target);

    /// <summary>The weighted mean, each target with its example's weight: Σ w·x / Σ w. Generated models have it.</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each example; empty: all weigh the same.</param>
    /// <exception cref="NotSupportedException">There are weights, and the loss takes none.</exception>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights) =>
        weights.IsEmpty ? ComputeLoss(input, target) : throw ExampleWeights.NotTaken(this);

    /// <summary>How many targets of a batch the mean loss is over: all, unless the loss passes some over (ignored classes, padding).</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="counts">Empty, or as long as the targets: receives which of them count.</param>
    int CountTargets(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<bool> counts = default)
    {
        counts.Fill(true);
        return checked((int)target.FlattenedLength);
    }

    /// <summary>The weights of the targets that count, added up: of <see cref="CountTargets"/>, unless the loss itself weighs targets (classes).</summary>
    /// <param name="input">The inputs of a batch.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weights">A weight for each example; empty: all weigh the same.</param>
    /// <param name="counts">Empty, or as long as the targets: receives which of them count.</param>
    double TotalWeight(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights, Span<bool> counts = default)
    {
        if (weights.IsEmpty) return CountTargets(input, target, counts);
        using TargetMarks marks = new(counts, target.FlattenedLength);
        CountTargets(input, target, marks.Counts);
        return ExampleWeights.Total(weights, marks.Counts);
    }

    float ITrainable<Batch<TInput, TTarget>>.ComputeGradients(Batch<TInput, TTarget> batch) => ComputeGradients(batch.InputTensor, batch.TargetTensor, batch.Weights);

    float ITrainable<Batch<TInput, TTarget>>.ComputeLoss(Batch<TInput, TTarget> batch) => ComputeLoss(batch.InputTensor, batch.TargetTensor, batch.Weights);

    double ITrainable<Batch<TInput, TTarget>>.TotalWeight(Batch<TInput, TTarget> batch, Span<bool> counts) => TotalWeight(batch.InputTensor, batch.TargetTensor, batch.Weights, counts);
}
