using System;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Text.Json;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Quantization;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using ModelGen.Weights;
using Xunit;
using static ModelGen.Models.Tests.GoldenChecks;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Models.Tests.Quantizing;

/// <summary>Ranges of inputs from data: what they cost beside each row's own, what is saved of them, and data that cannot be taken.</summary>
public sealed class CalibrationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modelgen-calibration-");

    [Fact]
    public void RangesOfAllRowsAreAsGoodAsEachRowsOwn()
    {
        Digits trained = Trained();
        TensorDataset<float, int> test = QuantizerTests.Blobs(4000, 2);
        Digits dynamic = Copy(trained), most = Copy(trained), nearly = Copy(trained);
        Quantizer.Quantize(dynamic, Format.Int8);
        QuantizationReport all = Quantizer.Quantize(most, Format.Int8, QuantizerTests.Blobs(500, 3));
        QuantizationReport cut = Quantizer.Quantize(nearly, Format.Int8, QuantizerTests.Blobs(500, 3), new CalibrationOptions { Share = 0.999, Batches = 4 });

        double accuracy = Accuracy(dynamic, test);
        Assert.InRange(accuracy, 0.8, 0.999);
        Assert.Equal(1, Loss(most, QuantizerTests.Blobs(4000, 4)) / Loss(dynamic, QuantizerTests.Blobs(4000, 4)), 1e-4);
        Assert.Equal(accuracy, Accuracy(most, test), 5e-4);
        Assert.Equal(accuracy, Accuracy(nearly, test), 2e-3);

        QuantizedInput[] ranges = [.. all.List.Where(weight => weight.Format == Format.Int8).Select(weight => weight.Input!)], parts = [.. cut.List.Where(weight => weight.Format == Format.Int8).Select(weight => weight.Input!)];
        Assert.Equal(3, ranges.Length);
        for (int i = 0; i < ranges.Length; i++)
        {
            Assert.Equal(ranges[i].Largest, ranges[i].Range, 1e-5f * ranges[i].Largest);
            Assert.InRange(ranges[i].Error, ranges[i].DynamicError, 4 * ranges[i].DynamicError);
            Assert.InRange(ranges[i].DynamicError, 1e-7, 1e-4);
            Assert.True(parts[i].Range < parts[i].Largest && parts[i].Error > ranges[i].Error, parts[i].ToString());
        }

        Assert.All(all.List.Where(weight => weight.Format == Format.Float32), weight => Assert.Null(weight.Input));
        Assert.Contains("row by row", all.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RangesAreSavedAndLoaded()
    {
        Digits model = Trained(), read = new(), dynamic = Copy(model);
        Quantizer.Quantize(dynamic, Format.Int8);
        Quantizer.Quantize(model, Format.Int8, QuantizerTests.Blobs(300, 3));
        Quantizer.Quantize(read, Format.Int8);
        string file = Path.Combine(_folder.FullName, "ranges.safetensors");
        model.Save(file);
        read.Load(file);
        foreach (int rows in new[] { 3, 40 })
        {
            ReadOnlyTensorSpan<float> x = new(RandomValues.Centred(rows * 784, 5), [rows, 784]);
            Assert.Equal(Flat(model.Predict(x)), Flat(read.Predict(x)));
            Assert.NotEqual(Flat(model.Predict(x)), Flat(dynamic.Predict(x)));
        }

        // A file without ranges takes them away.
        string without = Path.Combine(_folder.FullName, "without.safetensors");
        dynamic.Save(without);
        read.Load(without);
        ReadOnlyTensorSpan<float> again = new(RandomValues.Centred(2 * 784, 5), [2, 784]);
        Assert.Equal(Flat(dynamic.Predict(again)), Flat(read.Predict(again)));

        foreach (float lie in new[] { float.NaN, 0, -1, float.PositiveInfinity })
        {
            byte[] bytes = File.ReadAllBytes(file);
            int header = (int)BitConverter.ToInt64(bytes);
            int at = JsonDocument.Parse(bytes.AsMemory(8, header)).RootElement.GetProperty("linear2.weight_input_scale").GetProperty("data_offsets")[0].GetInt32();
            BitConverter.TryWriteBytes(bytes.AsSpan(8 + header + at), lie);
            string lying = Path.Combine(_folder.FullName, "lying.safetensors");
            File.WriteAllBytes(lying, bytes);
            Assert.Contains("linear2.weight_input_scale", Assert.Throws<WeightFormatException>(() => read.Load(lying)).Message, StringComparison.Ordinal);
            ReadOnlyTensorSpan<float> x = new(RandomValues.Centred(2 * 784, 5), [2, 784]);
            Assert.Equal(Flat(dynamic.Predict(x)), Flat(read.Predict(x)));
        }
    }

    [Fact]
    public void DataThatCannotBeTakenLeavesTheModelAsItWas()
    {
        Digits model = Trained();
        float[] before = model.Store.Values.ToArray();
        TensorDataset<float, int> wrong = new(new ReadOnlyTensorSpan<float>(new float[4 * 20], [4, 20]), new int[4], batch: 2);
        Assert.Contains("20", Assert.ThrowsAny<ArgumentException>(() => Quantizer.Quantize(model, Format.Int8, wrong)).Message, StringComparison.Ordinal);
        IsAsBefore();

        float[] x = new float[40 * 784];
        x[(30 * 784) + 7] = float.NaN;
        TensorDataset<float, int> damaged = new(new ReadOnlyTensorSpan<float>(x, [40, 784]), new int[40], batch: 20);
        Assert.Contains("not finite", Assert.ThrowsAny<ArgumentException>(() => Quantizer.Quantize(model, Format.Int8, damaged)).Message, StringComparison.Ordinal);
        IsAsBefore();

        // Of a prediction nobody looks at, NaN is found where it comes in.
        Assert.Contains("'linear1.weight'", Assert.Throws<ArgumentException>(() => Quantizer.Quantize(model, Format.Int8, () => model.Predict(new ReadOnlyTensorSpan<float>(x, [40, 784])))).Message, StringComparison.Ordinal);
        IsAsBefore();
        Assert.Contains("no matrix", Assert.Throws<ArgumentException>(() => Quantizer.Quantize(model, Format.Int8, () => { })).Message, StringComparison.Ordinal);
        IsAsBefore();
        Assert.Throws<IOException>(() => Quantizer.Quantize(model, Format.Int8, () => throw new IOException("the user's own")));
        IsAsBefore();
        Assert.Contains("Int8", Assert.Throws<ArgumentOutOfRangeException>(() => Quantizer.Quantize(model, Format.Int4, QuantizerTests.Blobs(20, 3))).Message, StringComparison.Ordinal);
        IsAsBefore();
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibrationOptions { Share = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibrationOptions { Share = 1.01 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibrationOptions { Batches = 0 });

        Quantizer.Quantize(model, Format.Int8, () => model.Predict(new ReadOnlyTensorSpan<float>(RandomValues.Centred(784, 5), [1, 784])));
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(() => Quantizer.Quantize(model, Format.Int8, QuantizerTests.Blobs(20, 3))).Message, StringComparison.Ordinal);

        void IsAsBefore()
        {
            Assert.Equal(Format.Float32, model.Parameters.Linear1.Weight.Format);
            Assert.Equal(before, model.Store.Values.ToArray());
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Digits Trained()
    {
        Digits model = new(seed: 3);
        model.Fit(QuantizerTests.Blobs(2000, 1), epochs: 3);
        return model;
    }

    private static Digits Copy(Digits model)
    {
        Digits copy = new();
        copy.CopyFrom(model);
        return copy;
    }

    private static double Accuracy(Digits model, TensorDataset<float, int> data) => Evaluate.Classifier(model.Predict, data, 10).Accuracy;

    private static double Loss(Digits model, TensorDataset<float, int> data)
    {
        Batch<float, int> batch = new();
        double sum = 0;
        for (int i = 0; i < 60 && data.Next(batch); i++) sum += model.ComputeLoss(batch.InputTensor, batch.TargetTensor);
        return sum;
    }
}
