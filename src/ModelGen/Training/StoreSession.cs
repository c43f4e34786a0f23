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

    public float LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    public void ZeroGradients() => model.Store.ZeroGradients();

    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, float scale)
    {
        _scale = scale;
        return model.ComputeGradients(input, target);
    }

    public float ClipGradients(float maximumNorm)
    {
        double norm = _norm.Norm(_team, model.Store.Gradients) * _scale;
        _scale *= (float)Math.Min(1, maximumNorm / (norm + 1e-6));
        return (float)norm;
    }

    public void Update() => optimizer.Step(_scale, clearGradients: true);

    public float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target) => model.ComputeLoss(input, target);
}
