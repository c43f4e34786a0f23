using System;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>A model with a <see cref="ParameterStore"/> and an optimizer of this library. Factors wait for the optimizer's one pass over memory.</summary>
/// <remarks>What shows outputs is for a model that is an <see cref="IMeasurable{TBatch}"/>.</remarks>
internal sealed class StoreSession<TBatch>(ITrainable<TBatch> model, Optimizer optimizer, ThreadTeam? team) : IMeasurableSession<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    private readonly NormReduction _norm = new();
    private readonly ThreadTeam _team = team ?? ThreadTeam.Shared;
    private float _scale = 1;
    private double? _known; // the norm of the gradients, unscaled

    private IMeasurable<TBatch> Measurable => (IMeasurable<TBatch>)model;

    public float LearningRate
    {
        get => optimizer.LearningRate;
        set => optimizer.LearningRate = value;
    }

    public void ZeroGradients() => model.Store.ZeroGradients();

    public float ComputeGradients(TBatch batch, float scale)
    {
        (_scale, _known) = (scale, null);
        return model.ComputeGradients(batch);
    }

    public float ComputeGradients(TBatch batch, float scale, Span<float> outputs)
    {
        (_scale, _known) = (scale, null);
        return Measurable.ComputeGradients(batch, outputs);
    }

    public long OutputCount(TBatch batch) => Measurable.OutputCount(batch);

    public void ScaleGradients(float factor)
    {
        foreach (StoreSegment segment in model.Store.Segments) TensorPrimitives.Multiply(segment.Gradients, factor, segment.Gradients);
    }

    public float ClipGradients(float maximumNorm)
    {
        model.Store.DropFrozenGradients();
        _known = _norm.OfGradients(_team, model.Store.Segments);
        double norm = _known.Value * _scale;
        _scale *= (float)Math.Min(1, maximumNorm / (norm + 1e-6));
        return (float)norm;
    }

    public void Update() => optimizer.Step(_scale, clearGradients: true);

    /// <summary>An update, unless it would leave numbers that are not finite; then nothing has changed.</summary>
    /// <returns>What would not be finite; null: the update is done.</returns>
    public Divergence? TryUpdate() => optimizer.TryStep(_scale, clearGradients: true, _known);

    public float ComputeLoss(TBatch batch) => model.ComputeLoss(batch);

    public float ComputeLoss(TBatch batch, Span<float> outputs) => Measurable.ComputeLoss(batch, outputs);

    public double TotalWeight(TBatch batch, Span<bool> counts = default) => model.TotalWeight(batch, counts);
}
