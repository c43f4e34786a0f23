using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;
using ModelGen.Training;

namespace ModelGen.Equality;

/// <summary>The exported file of a model in ONNX Runtime, with all its optimisations.</summary>
internal sealed class OnnxTarget<TModel, TInput, TTarget> : IOtherTarget<TInput, TTarget>
    where TModel : ITrainable<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly InferenceSession _session;

    public OnnxTarget(TModel model)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
        typeof(TModel).GetMethod("ExportOnnx")!.CreateDelegate<Action<string, OnnxOptions?>>(model)(path, null);
        using SessionOptions options = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = new InferenceSession(path, options);
        File.Delete(path);
    }

    public bool DrawsTheSameDropout => false;

    public bool OnlyPredicts => true;

    public double OutputTolerance => 1e-5;

    public float[] Predict(ReadOnlyTensorSpan<TInput> input)
    {
        TInput[] values = new TInput[input.FlattenedLength];
        input.FlattenTo(values);
        long[] shape = [.. input.Lengths.ToArray().Select(length => (long)length)];
        using OrtValue value = values is float[] floats
            ? OrtValue.CreateTensorValueFromMemory(floats, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll((int[])(object)values, id => (long)id), shape);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(run, [_session.InputNames.Single()], [value], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public float ComputeLoss(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default) => throw new NotSupportedException();

    public float ComputeGradients(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target, ReadOnlySpan<float> weights = default) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, float[]> Gradients() => throw new NotSupportedException();

    public void Dispose() => _session.Dispose();
}
