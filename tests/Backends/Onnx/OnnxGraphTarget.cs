using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;

namespace ModelGen.GraphMethods;

/// <summary>The exported file of a graph model in ONNX Runtime; inputs are given in the order of the method's parameters, which is the file's.</summary>
internal sealed class GraphTarget : IGraphTarget
{
    private readonly InferenceSession _session;

    private GraphTarget(IModel model, string entry)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
        model.GetType().GetMethod("ExportOnnx" + entry)!.CreateDelegate<Action<string, OnnxOptions?>>(model)(path, null);
        _session = new InferenceSession(path);
        File.Delete(path);
    }

    public bool OnlyPredicts => true;

    public double OutputTolerance => 1e-5;

    public static IGraphTarget Of(IModel model, string entry = "") => new GraphTarget(model, entry);

    public IReadOnlyDictionary<string, float[]> Predict(IReadOnlyList<Given> inputs)
    {
        OrtValue[] values = [.. inputs.Select(Value)];
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(run, _session.InputNames, values, _session.OutputNames);
        Array.ForEach(values, value => value.Dispose());
        return _session.OutputNames.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    public float ComputeLoss(IReadOnlyList<Given> batch, float[] weights) => throw new NotSupportedException();

    public float ComputeGradients(IReadOnlyList<Given> batch, float[] weights) => throw new NotSupportedException();

    public IModel Download() => throw new NotSupportedException();

    public void Dispose() => _session.Dispose();

    private static OrtValue Value(Given given)
    {
        long[] shape = [.. given.Shape.Select(size => (long)size)];
        return given.Values is float[] floats
            ? OrtValue.CreateTensorValueFromMemory(floats, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll((int[])given.Values, id => (long)id), shape);
    }
}
