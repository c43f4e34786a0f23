using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Training;

namespace ModelGen.Equality;

/// <summary>The emitted session of a model, found by its name.</summary>
internal sealed class GpuTarget<TModel, TInput, TTarget> : IOtherTarget<TInput, TTarget>
    where TModel : ITrainable<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly TModel _model;
    private readonly ITrainingSession<TInput, TTarget> _session;
    private readonly Predictor<TInput> _predict;
    private readonly Action<TModel> _download;

    public GpuTarget(TModel model)
    {
        _model = model;
        Type type = typeof(TModel).GetNestedType("Gpu")!;
        _session = (ITrainingSession<TInput, TTarget>)Session.Open(type, model);
        Closeness.SameClassWeights(model, _session);
        _predict = type.GetMethod("Predict", [typeof(ReadOnlyTensorSpan<TInput>)])!.CreateDelegate<Predictor<TInput>>(_session);
        _download = type.GetMethod("DownloadGradients")!.CreateDelegate<Action<TModel>>(_session);
    }

    public bool DrawsTheSameDropout => true;

    public float[] Predict(ReadOnlyTensorSpan<TInput> input)
    {
        Tensor<float> output = _predict(input);
        float[] values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        return values;
    }

    public float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default) => _session.ComputeLoss(input, target, weights);

    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default)
    {
        _session.ZeroGradients();
        return _session.ComputeGradients(input, target, weights, scale: 1);
    }

    public IReadOnlyDictionary<string, float[]> Gradients()
    {
        _download(_model);
        return _model.Store.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Gradient.ToArray());
    }

    public void Dispose()
    {
        ((IDisposable)_session).Dispose();
        Machine.Keep(_session);
    }
}
