using System;
using System.Numerics.Tensors;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model of one input and one target, together with its own optimizer.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public interface ITrainingSession<TInput, TTarget> : ITrainingSession<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Adds <paramref name="scale"/> times the gradients of the mean loss. Every call up to an update gets the same scale.</summary>
    /// <returns>The mean loss, not scaled.</returns>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, float scale);

    /// <summary>The same of the weighted mean, as <see cref="ITrainable{TInput, TTarget}"/> has it.</summary>
    /// <exception cref="NotSupportedException">There are weights, and the loss takes none.</exception>
    float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights, float scale) =>
        weights.IsEmpty ? ComputeGradients(input, target, scale) : throw ExampleWeights.NotTaken(this);

    /// <summary>The mean loss without dropout; gradients stay as they are.</summary>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target);

    /// <summary>The same of the weighted mean, as <see cref="ITrainable{TInput, TTarget}"/> has it.</summary>
    /// <exception cref="NotSupportedException">There are weights, and the loss takes none.</exception>
    float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights) =>
        weights.IsEmpty ? ComputeLoss(input, target) : throw ExampleWeights.NotTaken(this);

    /// <inheritdoc cref="ITrainable{TInput, TTarget}.CountTargets"/>
    int CountTargets(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<bool> counts = default)
    {
        counts.Fill(true);
        return checked((int)target.FlattenedLength);
    }

    /// <inheritdoc cref="ITrainable{TInput, TTarget}.TotalWeight"/>
    double TotalWeight(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights, Span<bool> counts = default)
    {
        if (weights.IsEmpty) return CountTargets(input, target, counts);
        using TargetMarks marks = new(counts, target.FlattenedLength);
        CountTargets(input, target, marks.Counts);
        return ExampleWeights.Total(weights, marks.Counts);
    }

    float ITrainingSession<Batch<TInput, TTarget>>.ComputeGradients(Batch<TInput, TTarget> batch, float scale) => ComputeGradients(batch.InputTensor, batch.TargetTensor, batch.Weights, scale);

    float ITrainingSession<Batch<TInput, TTarget>>.ComputeLoss(Batch<TInput, TTarget> batch) => ComputeLoss(batch.InputTensor, batch.TargetTensor, batch.Weights);

    double ITrainingSession<Batch<TInput, TTarget>>.TotalWeight(Batch<TInput, TTarget> batch, Span<bool> counts) => TotalWeight(batch.InputTensor, batch.TargetTensor, batch.Weights, counts);
}
