using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Quantization;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Models.Tests.Quantizing;

/// <summary>What small numbers cost on data, and what a model of them refuses.</summary>
public sealed class QuantizerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-small-");

    [Fact]
    public void AClassifierIsAQuarterAndAsGood()
    {
        Digits model = new(seed: 3);
        (TensorDataset<float, int> train, TensorDataset<float, int> test) = (Blobs(2000, 1), Blobs(4000, 2));
        model.Fit(train, epochs: 3);
        string floats = At("floats"), small = At("small");
        model.Save(floats);
        double before = Evaluate.Classifier(model.Predict, test, 10).Accuracy;
        Assert.InRange(before, 0.8, 0.999);
        QuantizationReport measured = Quantizer.Measure(model, Format.Int8, () => Evaluate.Classifier(model.Predict, test, 10).Accuracy);
        Assert.Equal(before, measured.Before);
        Quantizer.Quantize(model, Format.Int8);
        double after = Evaluate.Classifier(model.Predict, test, 10).Accuracy;
        Assert.Equal(measured.After, after, 1e-3);
        Assert.True(Math.Abs(after - before) <= 0.002, $"{before} became {after}");
        model.Save(small);
        Assert.True(new FileInfo(small).Length <= 0.27 * new FileInfo(floats).Length, $"{new FileInfo(small).Length} of {new FileInfo(floats).Length} bytes");
    }

    [Fact]
    public void PerplexityOfALanguageModel()
    {
        WordGpt model = new(seed: 5);
        int[] text = Words(60_000, 1), held = Words(8_000, 2);
        model.Fit(new TokenDataset(text, context: 32, batch: 32), epochs: 3, learningRate: 3e-3f);
        TokenDataset data = new(held, context: 32, batch: 32, TokenOrder.Sequential);
        double before = Evaluate.Language(model, data).Perplexity;
        Assert.InRange(before, 1.5, 12);
        QuantizationReport report = Quantizer.Measure(model, Format.Int4, data);
        Assert.Equal(Math.Log(before), report.Before, 1e-4);
        Assert.All(report.List.Where(weight => weight.Format == Format.Int4), weight => Assert.InRange(weight.Measure, report.Before - 0.1, report.Before + 0.5));
        foreach ((Format format, double most) in new[] { (Format.BFloat16, 0.001), (Format.Int8, 0.001), (Format.Int4, 0.02) })
        {
            WordGpt small = new();
            small.CopyFrom(model);
            Quantizer.Quantize(small, format);
            double after = Evaluate.Language(small, data).Perplexity;
            Assert.True(Math.Abs((after / before) - 1) <= most, $"{format}: {before} became {after}");
        }
    }

    [Fact]
    public void MeasuringChangesNothing()
    {
        Digits model = new(seed: 3);
        float[] before = model.Store.Values.ToArray();
        TensorDataset<float, int> data = Blobs(64, 1);
        data.Next(new Batch<float, int>());
        DataPosition position = data.Position;
        QuantizationReport report = Quantizer.Measure(model, Format.Int4, data);
        Assert.Equal(before, model.Store.Values.ToArray());
        Assert.Equal(position, data.Position);
        Assert.Equal(3, report.List.Count(weight => weight.Format == Format.Int4));
        Assert.NotEqual(report.Before, report.After);
        Assert.StartsWith($"worst: {report.Worst!.Name}", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void DataThatCannotBeMeasuredOn()
    {
        Digits model = new(seed: 3);
        float[] before = model.Store.Values.ToArray();
        TensorDataset<float, int> wrong = new(new ReadOnlyTensorSpan<float>(new float[4 * 20], [4, 20]), new int[4], batch: 2);
        Assert.Contains("20", Assert.ThrowsAny<ArgumentException>(() => Quantizer.Measure(model, Format.Int8, wrong)).Message, StringComparison.Ordinal);
        float[] x = new float[4 * 784];
        x[7] = float.NaN;
        TensorDataset<float, int> damaged = new(new ReadOnlyTensorSpan<float>(x, [4, 784]), new int[4], batch: 2);
        Assert.Contains("not finite", Assert.ThrowsAny<ArgumentException>(() => Quantizer.Measure(model, Format.Int8, damaged)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Store.Values.ToArray());
    }

    [Fact]
    public void OnlyPredictionIsLeft()
    {
        Digits model = new(seed: 3);
        Quantizer.Quantize(model, Format.Int8);
        Assert.Equal(Format.Int8, model.Parameters.Linear1.Weight.Format);
        Assert.Equal(Format.Float32, model.Parameters.Linear1.Bias.Format);
        Batch<float, int> batch = new();
        Blobs(8, 1).Next(batch);
        Assert.True(float.IsFinite(model.ComputeLoss(batch.InputTensor, batch.TargetTensor)));
        Assert.Contains("Dequantize", Assert.Throws<InvalidOperationException>(() => model.ComputeGradients(batch.InputTensor, batch.TargetTensor)).Message, StringComparison.Ordinal);
        Assert.Contains("Linear1".ToLowerInvariant(), Assert.Throws<InvalidOperationException>(() => model.Parameters.Linear1.Weight.Value.Clear()).Message.ToLowerInvariant(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new AdamW(model.Store));
        Assert.Throws<InvalidOperationException>(() => model.CopyFrom(new Digits()));
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(() => Quantizer.Quantize(model, Format.Int8)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantizer.Quantize(new Digits(), Format.Float32));
        Digits damaged = new();
        damaged.Parameters.Linear1.Weight.Value[3] = float.NaN;
        Assert.Contains("linear1", Assert.Throws<InvalidOperationException>(() => Quantizer.Quantize(damaged, Format.Int8)).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Format.Float32, damaged.Parameters.Linear1.Weight.Format);
    }

    [Fact]
    public void AModelOfSmallNumbersFromTheBeginning()
    {
        SmallMlp small = new(seed: 4);
        GoldenMlp floats = new(seed: 4);
        Assert.Equal(Format.Int8, small.Parameters.Fc1.Weight.Format);
        Quantizer.Quantize(floats, Format.Int8);
        ReadOnlyTensorSpan<float> x = new(RandomValues.Centred(3 * 20, 1), [3, 20]);
        Assert.Equal(Flat(floats.Predict(x)), Flat(small.Predict(x)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string At(string name) => Path.Combine(_folder.FullName, name + ".safetensors");

    // Ten patterns under much noise: learned well, but not by heart.
    internal static TensorDataset<float, int> Blobs(int count, int seed)
    {
        float[] patterns = RandomValues.Centred(10 * 784, 99);
        Random random = new(seed);
        float[] x = new float[count * 784];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(10);
            for (int j = 0; j < 784; j++) x[(i * 784) + j] = (0.15f * patterns[(labels[i] * 784) + j]) + (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.2);
        }

        return new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(x, [count, 784]), labels, batch: 64);
    }

    // Words of a small language, the next of which depends on the last.
    private static int[] Words(int count, int seed)
    {
        Random words = new(17), random = new(seed);
        int[][] vocabulary = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, words.Next(3, 8)).Select(_ => words.Next(1, 32)).ToArray())];
        int[][] next = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 4).Select(_ => words.Next(40)).ToArray())];
        List<int> text = [];
        for (int word = 0; text.Count < count; word = next[word][random.Next(4)]) text.AddRange([.. vocabulary[word], 0]);
        return [.. text.Take(count)];
    }
}
