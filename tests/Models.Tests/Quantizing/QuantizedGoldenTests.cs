using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Quantization;
using ModelGen.Runtime.Tests;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Models.Tests.Quantizing;

/// <summary>Every kind of golden model in every format: it predicts what the model of floats does with the very weights that the small numbers stand for, and the report names a worst weight.</summary>
public class QuantizedGoldenTests
{
    public static TheoryData<Format> Formats => [Format.BFloat16, Format.Int8, Format.Int4];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Gpt2(Format format) => Check(() => new GoldenGpt(), model => Tokens(model.Predict, "gpt2", 2, 12), "gpt2", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Llama(Format format) => Check(() => new GoldenLlama(), model => Tokens(model.Predict, "llama", 2, 10), "llama", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Bert(Format format) => Check(() => new GoldenBert(), model => Tokens(model.Predict, "bert", 3, 11), "bert", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mlp(Format format) => Check(() => new GoldenMlp(), model => Numbers(model.Predict, "mlp", [8, 20]), "mlp", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Cnn(Format format) => Check(() => new GoldenCnn(), model => Numbers(model.Predict, "cnn", [3, 12, 12]), "cnn", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void ResNet(Format format) => Check(() => new GoldenResNet(), model => Numbers(model.Predict, "resnet18", [3, 26, 30]), "resnet18", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void TextCnn(Format format) => Check(() => new GoldenTextCnn(), model => Tokens(model.Predict, "textcnn", 0, 0), "textcnn", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Lstm(Format format) => Check(() => new GoldenLstm(), model => Tokens(model.Predict, "lstm", 0, 0), "lstm", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Gru(Format format) => Check(() => new GoldenGru(), model => Numbers(model.Predict, "gru", [8, 6]), "gru", format);

    [Theory]
    [MemberData(nameof(Formats))]
    public void DecodersReadSmallNumbers(Format format)
    {
        GoldenLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        Quantizer.Quantize(model, format);
        int[] ids = [5, 9, 33, 2, 61, 14];
        float[] together = Flat(model.Predict(new ReadOnlyTensorSpan<int>(ids, [1, 6])));
        TokenDecoder decoder = model.CreateDecoder();
        for (int i = 0; i < ids.Length; i++) Compare.Close(decoder.Append([ids[i]]), together.AsSpan(i * 67, 67), 1e-5, $"logits {i}");
    }

    private static void Check<TModel>(Func<TModel> create, Func<TModel, float[]> predict, string name, Format format)
        where TModel : IModel
    {
        TModel small = create(), floats = create();
        small.Load(Golden.PathOf(name + ".safetensors"));
        floats.Load(Golden.PathOf(name + ".safetensors"));
        float[] before = predict(floats);
        QuantizationReport report = Quantizer.Quantize(small, format);
        Assert.NotNull(report.Worst);
        Assert.Contains(report.Worst.Name, report.ToString(), StringComparison.Ordinal);
        if (name is "gpt2" or "llama" or "bert") Assert.True(report.Bytes < report.BytesBefore); // rows of fewer than 32 numbers are filled up to 32
        Assert.InRange(report.Worst.Error, 1e-5, format == Format.Int4 ? 0.12 : 0.012);
        foreach ((Parameter from, Parameter to) in small.Store.Parameters.Zip(floats.Store.Parameters)) from.Read(to.Value);
        float[] after = predict(small);
        Compare.Close(after, predict(floats), format == Format.Int8 ? 1e-4 : 1e-5, "outputs"); // the same weights, and of many rows x in 16 bits
        Assert.InRange(Compare.RelativeError(after, before), 1e-7, format == Format.Int4 ? 0.6 : 0.04);

        Quantizer.Dequantize(small);
        Assert.Equal(floats.Store.Values.ToArray(), small.Store.Values.ToArray());
    }

    private static float[] Tokens(Prediction predict, string name, int batch, int length)
    {
        using Golden golden = Golden.Open(name);
        int[] ids = golden.Ints("in.ids");
        nint[] shape = batch == 0 ? [.. golden.Reference.Get("in.ids").Shape.Select(size => (nint)size)] : [batch, length];
        return Flat(predict(new ReadOnlyTensorSpan<int>(ids, shape)));
    }

    private static float[] Numbers(FloatPrediction predict, string name, nint[] shape)
    {
        using Golden golden = Golden.Open(name);
        nint[] whole = [.. golden.Reference.Get("in.x").Shape.Select(size => (nint)size)];
        Assert.Equal(shape[^1], whole[^1]);
        return Flat(predict(new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), whole)));
    }

    private delegate Tensor<float> FloatPrediction(ReadOnlyTensorSpan<float> input);
}
