using System;
using System.IO;
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Equality;
using ModelGen.Onnx;
using ModelGen.Quantization;
using Xunit;

namespace ModelGen.Onnx.Tests;

using Weights = ModelGen.Quantization.Weights;

/// <summary>Small weights in the file, with all of the runtime's optimisations.</summary>
public sealed class SmallWeightTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onnx");

    private string File => Path.Combine(_folder.FullName, "model.onnx");

    /// <summary>Of standard operators ONNX Runtime makes products whose activations it rounds to 8 bits, unless it is told not to; ours say so themselves.</summary>
    [Theory]
    [InlineData(Weights.BFloat16, false, false, 1e-5)]
    [InlineData(Weights.Int8, false, true, 1e-5)]
    [InlineData(Weights.Int4, false, true, 1e-5)]
    [InlineData(Weights.Int8, false, false, 1e-2)]
    [InlineData(Weights.Int4, false, false, 1e-2)]
    [InlineData(Weights.Int8, true, false, 1e-5)]
    [InlineData(Weights.Int4, true, false, 1e-5)]
    public void OutputsAreOurs(Weights weights, bool blocks, bool isTold, double tolerance)
    {
        Check(new Gpt(3), 31);
        Check(new Storyteller(4), 131); // its rows are longer than a block, and whole blocks

        void Check<TModel>(TModel model, int vocabulary)
            where TModel : IModel, Training.ITrainable<int, int>
        {
            Quantizer.Quantize(model, weights);
            Export(model, new OnnxOptions { MatMulNBits = blocks });
            int[] ids = [4, 5, 1, 7, 8, vocabulary - 1, 0, 2];
            Closeness.Check(Run(ids, isTold), Flat(Predict(model, ids)), tolerance, 0, typeof(TModel).Name);
        }
    }

    [Fact]
    public void TheFileIsSmall()
    {
        Storyteller model = new(4);
        long floats = Size(new OnnxOptions());
        Quantizer.Quantize(model, Weights.Int8);
        Assert.InRange(Size(new OnnxOptions()), floats / 5, floats * 0.3);
        Assert.InRange(Size(new OnnxOptions { MatMulNBits = true }), floats / 5, floats * 0.4); // a tied head stands there twice: as rows, and as blocks
        Quantizer.Dequantize(model);
        Quantizer.Quantize(model, Weights.Int4);
        Assert.InRange(Size(new OnnxOptions()), floats / 8, floats * 0.2);

        long Size(OnnxOptions options)
        {
            model.ExportOnnx(File, options);
            return new FileInfo(File).Length;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LargeOnesLieInAFileOfTheirOwn(bool blocks)
    {
        Storyteller model = new(4);
        Quantizer.Quantize(model, Weights.Int8);
        model.ExportOnnx(File, new OnnxOptions { LargestFile = 1000, MatMulNBits = blocks });
        Assert.True(new FileInfo(File + ".data").Length > 0.9 * Storyteller.Info.Parameters);
        Assert.True(new FileInfo(File).Length < 60_000);
        int[] ids = [4, 5, 1];
        Closeness.Check(Run(ids, isTold: true), Flat(model.Predict(new(ids, [1, 3]))), 1e-5, 0, "output");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Tensor<float> Predict<TModel>(TModel model, int[] ids) => model switch
    {
        Gpt gpt => gpt.Predict(new(ids, [1, ids.Length])),
        Storyteller storyteller => storyteller.Predict(new(ids, [1, ids.Length])),
        _ => throw new ArgumentException("another model", nameof(model)),
    };

    private void Export<TModel>(TModel model, OnnxOptions options)
    {
        if (model is Gpt gpt) gpt.ExportOnnx(File, options);
        else ((Storyteller)(object)model!).ExportOnnx(File, options);
    }

    private static float[] Flat(Tensor<float> tensor)
    {
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }

    private float[] Run(int[] ids, bool isTold)
    {
        using SessionOptions options = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        if (isTold) options.AddSessionConfigEntry("session.qdq_matmulnbits_accuracy_level", "1");
        using InferenceSession session = new(File, options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(ids, id => (long)id), [1, ids.Length]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["input"], [input], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}

/// <summary>Wide enough for whole blocks; rotary positions, fewer heads of keys than of queries.</summary>
[Backends(Backend.Onnx), Transformer(Style = TransformerStyle.Llama, Layers = 2, Heads = 4, KvHeads = 2, Width = 128, Hidden = 192, Vocabulary = 131, Context = 40)]
public partial class Storyteller;
