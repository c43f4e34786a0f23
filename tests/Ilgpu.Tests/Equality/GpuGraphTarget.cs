using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Training;

namespace ModelGen.GraphMethods;

/// <summary>The emitted session of a graph model.</summary>
internal sealed class GraphTarget : IGraphTarget
{
    private readonly IModel _model;
    private readonly string _entry;
    private readonly object _session;
    private readonly Type? _interface;

    private GraphTarget(IModel model, string entry)
    {
        _entry = entry;
        _model = model;
        Type type = model.GetType().GetNestedType("Gpu")!;
        _session = Session.Open(type, model);
        _interface = Batches.Type(type, typeof(ITrainingSession<>)) is { } batch ? typeof(ITrainingSession<>).MakeGenericType(batch) : null;
    }

    public static IGraphTarget Of(IModel model, string entry = "") => new GraphTarget(model, entry);

    public IReadOnlyDictionary<string, float[]> Predict(IReadOnlyList<Given> inputs) => SpanCalls.Predict(_session, inputs, _entry);

    public float ComputeLoss(IReadOnlyList<Given> batch, float[] weights) => (float)Call("ComputeLoss", Batches.Of(_interface!.GenericTypeArguments[0], batch, weights))!;

    public float ComputeGradients(IReadOnlyList<Given> batch, float[] weights)
    {
        Call("ZeroGradients");
        return (float)Call("ComputeGradients", Batches.Of(_interface!.GenericTypeArguments[0], batch, weights), 1f)!;
    }

    public IModel Download()
    {
        var copy = (IModel)Activator.CreateInstance(_model.GetType(), 0L)!;
        foreach (string transfer in new[] { "Download", "DownloadGradients" })
        {
            _session.GetType().GetMethod(transfer)!.Invoke(_session, [copy]);
        }

        return copy;
    }

    public void Dispose()
    {
        ((IDisposable)_session).Dispose();
        Machine.Keep(_session);
    }

    private object? Call(string method, params object[] arguments) => _interface!.GetMethod(method)!.Invoke(_session, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
