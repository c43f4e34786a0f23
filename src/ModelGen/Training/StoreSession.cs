using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>A model with a <see cref="ParameterStore"/> and an optimizer of this library. Factors wait for the optimizer's one pass over memory.</summary>
internal sealed class StoreSession<TInput, TTarget>(ITrainable<TInput, TTarget> model, Optimizer optimizer, ThreadTeam? team) : ITrainingSession<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly NormReduction _norm = new();
    private readonly ThreadTeam _team = team ?? ThreadTeam.Shared;
    private float _scale = 1;
    private double? _known; // the norm of the gradients, unscaled

    public float LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    public void ZeroGradients() => model.Store.ZeroGradients();

    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, float scale)
    {
        (_scale, _known) = (scale, null);
        return model.ComputeGradients(input, target);
    }

    /// <summary>The same, showing the outputs; the model is an <see cref="IMeasurable{TInput, TTarget}"/>.</summary>
    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, float scale, Span<float> outputs)
    {
        (_scale, _known) = (scale, null);
        return ((IMeasurable<TInput, TTarget>)model).ComputeGradients(input, target, outputs);
    }

    public float ClipGradients(float maximumNorm)
    {
        model.Store.DropFrozenGradients();
        _known = _norm.Norm(_team, model.Store.Gradients);
        double norm = _known.Value * _scale;
        _scale *= (float)Math.Min(1, maximumNorm / (norm + 1e-6));
        return (float)norm;
    }

    public void Update() => optimizer.Step(_scale, clearGradients: true);

    /// <summary>An update, unless it would leave numbers that are not finite; then nothing has changed.</summary>
    /// <returns>What would not be finite; null: the update is done.</returns>
    public Divergence? TryUpdate() => optimizer.TryStep(_scale, clearGradients: true, _known);

    public float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target) => model.ComputeLoss(input, target);

    public int CountTargets(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, Span<bool> counts = default) => model.CountTargets(input, target, counts);
}
