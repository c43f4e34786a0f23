using System;
using System.Linq;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Quantization;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Quantizing;

/// <summary>Pruned weights are the smallest, stay 0 while the others are trained on, and cost little.</summary>
public class PrunerTests
{
    [Fact]
    public void SeventyPercentWithFineTuning()
    {
        Digits model = new(seed: 3);
        (TensorDataset<float, int> train, TensorDataset<float, int> test) = (QuantizerTests.Blobs(2000, 1), QuantizerTests.Blobs(4000, 2));
        model.Fit(train, epochs: 3);
        double before = Evaluate.Classifier(model.Predict, test, 10).Accuracy;
        Pruner pruner = new(model);
        foreach (double share in new[] { 0.4, 0.6, 0.7 })
        {
            pruner.Magnitude(share);
            model.Fit(train, epochs: 2, learningRate: 5e-4f, callbacks: [pruner]);
        }

        Assert.Equal(0.7, pruner.Share, 1e-3);
        foreach (Parameter weight in model.Store.Parameters.Where(parameter => parameter.Shape.Length == 2)) Assert.Equal(0.7, weight.Value.ToArray().Count(value => value == 0) / (double)weight.Count, 1e-3);
        double after = Evaluate.Classifier(model.Predict, test, 10).Accuracy;
        Assert.True(after >= before - 0.01, $"{before} became {after}");

        Quantizer.Quantize(model, ModelGen.Quantization.Weights.Int8);
        float[] values = new float[model.Parameters.Linear1.Weight.Count];
        model.Parameters.Linear1.Weight.Read(values);
        Assert.True(values.Count(value => value == 0) >= 0.7 * values.Length); // zeros stay zeros
    }

    [Fact]
    public void TheSmallestGo()
    {
        GoldenMlp model = new(seed: 1);
        float[] before = model.Parameters.Fc1.Weight.Value.ToArray();
        new Pruner(model).Magnitude(0.25);
        float[] after = model.Parameters.Fc1.Weight.Value.ToArray();
        float most = before.Where((_, i) => after[i] == 0).Max(MathF.Abs), least = after.Where(value => value != 0).Min(MathF.Abs);
        Assert.True(most <= least);
        Assert.Equal(120, after.Count(value => value == 0));
        Assert.All(before.Zip(after).Where(pair => pair.Second != 0), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void OverAllMatrices()
    {
        GoldenMlp model = new(seed: 1);
        foreach (ref float value in model.Parameters.Fc2.Weight.Value) value *= 1e-3f;
        Pruner pruner = new(model);
        pruner.GlobalMagnitude(0.45);
        Assert.Equal(0.45, pruner.Share, 1e-3);
        Assert.All(model.Parameters.Fc2.Weight.Value.ToArray(), value => Assert.Equal(0, value)); // 384 of 944
        pruner.GlobalMagnitude(0.45); // what is pruned counts
        Assert.Equal(0.45, pruner.Share, 1e-3);
    }

    [Fact]
    public void TwoOfFour()
    {
        GoldenMlp model = new(seed: 1);
        float[] before = model.Parameters.Fc1.Weight.Value.ToArray();
        Pruner pruner = new(model, parameter => parameter.Name == "fc1.weight");
        pruner.Keep(2, 4);
        float[] after = model.Parameters.Fc1.Weight.Value.ToArray();
        for (int first = 0; first < after.Length; first += 4)
        {
            Assert.Equal(2, after.AsSpan(first, 4).ToArray().Count(value => value == 0));
            Assert.Equal(before[first..(first + 4)].OrderByDescending(MathF.Abs).Take(2).Order(), after[first..(first + 4)].Where(value => value != 0).Order());
        }

        Assert.Equal(0.5, pruner.Share);
        Assert.DoesNotContain(0f, model.Parameters.Fc2.Weight.Value.ToArray());
    }

    [Fact]
    public void WholeRows()
    {
        GoldenMlp model = new(seed: 1);
        model.Parameters.Fc1.Weight.Rows(7, 1).Value.Fill(1e-4f);
        new Pruner(model).Rows(1 / 24.0);
        Assert.All(model.Parameters.Fc1.Weight.Rows(7, 1).Value.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(20, model.Parameters.Fc1.Weight.Value.ToArray().Count(value => value == 0));
    }

    [Fact]
    public void WhatCannotBe()
    {
        GoldenMlp model = new(seed: 1);
        Pruner pruner = new(model);
        Assert.Throws<ArgumentOutOfRangeException>(() => pruner.Magnitude(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pruner.Magnitude(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pruner.Keep(4, 4));
        Assert.Throws<ArgumentException>(() => new Pruner(model, _ => false));
        Quantizer.Quantize(model, ModelGen.Quantization.Weights.Int8);
        Assert.Contains("Dequantize", Assert.Throws<InvalidOperationException>(() => pruner.Magnitude(0.5)).Message, StringComparison.Ordinal);
    }
}
