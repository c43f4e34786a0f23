using System;
using System.Collections.Generic;
using ModelGen.Training;

namespace ModelGen.GraphMethods;

/// <summary>The model itself.</summary>
internal sealed class CpuGraphTarget(IModel model) : IGraphTarget
{
    private readonly Type? _batch = Batches.Type(model.GetType(), typeof(ITrainable<>));

    public bool OnlyPredicts => _batch is null;

    public IReadOnlyDictionary<string, float[]> Predict(IReadOnlyList<Given> inputs) => SpanCalls.Predict(model, inputs);

    public float ComputeLoss(IReadOnlyList<Given> batch, float[] weights) => Call("ComputeLoss", batch, weights);

    public float ComputeGradients(IReadOnlyList<Given> batch, float[] weights)
    {
        model.Store.ZeroGradients();
        return Call("ComputeGradients", batch, weights);
    }

    public IModel Download() => model;

    public void Dispose()
    {
    }

    private float Call(string method, IReadOnlyList<Given> batch, float[] weights) =>
        (float)typeof(ITrainable<>).MakeGenericType(_batch!).GetMethod(method)!.Invoke(model, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [Batches.Of(_batch!, batch, weights)], null)!;
}
