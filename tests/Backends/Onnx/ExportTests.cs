using System;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Equality;
using ModelGen.Onnx;
using Xunit;

namespace ModelGen.Onnx.Tests;

/// <summary>What the file is, beside its numbers.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx").FullName;

    private string File => Path.Combine(_folder, "model.onnx");

    [Fact]
    public void ProbabilitiesAreThoseOfTheLoss()
    {
        Padded model = new(3);
        int[] ids = [4, 5, 0, 7, 8, 9];
        model.ExportOnnx(File, new OnnxOptions { Probabilities = true });
        Closeness.Check(Run(ids, 2, 3), Flat(model.PredictProbabilities(new(ids, [2, 3]))), 1e-5, 0, "probabilities");
    }

    [Fact]
    public void AModelWithoutAClassifyingLossHasNone()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Odd(1).ExportOnnx(File, new OnnxOptions { Probabilities = true }));
        Assert.StartsWith("The loss of Odd makes no probabilities: leave the option out", error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void LargeWeightsLieInAFileOfTheirOwn()
    {
        Gpt model = new(3);
        int[] ids = [4, 5, 1, 7, 8, 9];
        model.ExportOnnx(File, new OnnxOptions { LargestFile = 1000 });
        Assert.True(new FileInfo(File + ".data").Length > 4 * Gpt.Info.Parameters / 2);
        Assert.True(new FileInfo(File).Length < 40_000);
        Closeness.Check(Run(ids, 1, 6), Flat(model.Predict(new(ids, [1, 6]))), 1e-5, 0, "output");
    }

    /// <summary>One file for every batch and every length.</summary>
    [Fact]
    public void AxesAreFree()
    {
        Scan model = new(3);
        model.ExportOnnx(File);
        Random random = new(1);
        foreach ((int batch, int length) in new[] { (1, 3), (4, 16), (2, 7) })
        {
            int[] ids = [.. Enumerable.Range(0, batch * length).Select(_ => random.Next(20))];
            Closeness.Check(Run(ids, batch, length), Flat(model.Predict(new(ids, [batch, length]))), 1e-5, 0, "output");
        }
    }

    [Fact]
    public void NamesAreThoseOfTheModel()
    {
        new GoldenGpt(1).ExportOnnx(File);
        using InferenceSession session = new(File);
        Assert.Equal(["input"], session.InputNames);
        Assert.Equal(["output"], session.OutputNames);
        Assert.Equal(["batch", "time"], session.InputMetadata["input"].SymbolicDimensions);
        Assert.Equal(["batch", "time", ""], session.OutputMetadata["output"].SymbolicDimensions);
        Assert.Equal(typeof(long), session.InputMetadata["input"].ElementType);
    }

    /// <summary>Those of the graph method's parameters and of its tuple, each sequence with an axis of its own.</summary>
    [Fact]
    public void NamesOfAGraphAreThoseOfItsMethod()
    {
        new GraphMethods.Kinds(1).ExportOnnx(File);
        using InferenceSession session = new(File);
        Assert.Equal(["text", "sound", "age", "user"], session.InputNames);
        Assert.Equal(["Tags", "Topic", "Raw"], session.OutputNames);
        Assert.Equal(["batch", "time"], session.InputMetadata["text"].SymbolicDimensions);
        Assert.Equal(["batch", "T2", ""], session.InputMetadata["sound"].SymbolicDimensions);
        Assert.Equal(["batch", "time", ""], session.OutputMetadata["Tags"].SymbolicDimensions);
        Assert.Equal([typeof(long), typeof(float), typeof(float), typeof(long)], session.InputNames.Select(name => session.InputMetadata[name].ElementType));
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsOneLine()
    {
        string nowhere = Path.Combine(_folder, "missing", "model.onnx");
        IOException error = Assert.Throws<IOException>(() => new Odd(1).ExportOnnx(nowhere));
        Assert.Contains(nowhere, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private float[] Run(int[] ids, long batch, long length)
    {
        using InferenceSession session = new(File);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, id => (long)id), [batch, length]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["input"], [value], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
