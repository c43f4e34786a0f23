using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Cpu;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Measuring;

/// <summary>Metrics of training and of held-out data against the reports of Evaluate. At a rate of 0 both see the same model.</summary>
public class MetricTests
{
    private const int Examples = 50;

    [Theory]
    [InlineData(7)]
    [InlineData(50)]
    public void ClassIds(int batch)
    {
        FourClasses model = new(seed: 1);
        TensorDataset<float, int> data = new(Inputs(), Ids(4), batch), heldOut = new(Inputs(), Ids(4), batch: 9);
        Metric<int> own = new("sure", (output, target) => output[target[0]] > 0.1f ? 1 : 0);
        EpochResult epoch = Train(model, data, heldOut, [Metrics.Accuracy, Metrics.TopAccuracy(2), own]);
        ClassificationReport report = Evaluate.Classifier(model.Predict, heldOut, 4);
        Assert.Equal(["accuracy", "top-2 accuracy", "sure"], epoch.Metrics.Keys);
        Assert.Equal(report.Accuracy, epoch.Metrics["accuracy"], 12);
        Assert.Equal(epoch.Metrics["accuracy"], epoch.ValidationMetrics["accuracy"], 12);
        Assert.InRange(epoch.Metrics["top-2 accuracy"], report.Accuracy + 0.01, 1);
        float[] logits = [.. Predictions.Of(model.Predict, heldOut, 4).ToArray()];
        Assert.Equal(epoch.Metrics["sure"], epoch.ValidationMetrics["sure"], 12);
        Assert.Equal(report.Loss, epoch.Loss, 1e-5);
        Assert.NotEmpty(logits);
    }

    [Fact]
    public void BinaryOutputs()
    {
        OneLabel model = new(seed: 4);
        float[] targets = [.. Ids(2).Select(id => (float)id)];
        TensorDataset<float, float> data = new(Inputs(), new ReadOnlyTensorSpan<float>(targets, [Examples, 1]), batch: 8);
        EpochResult epoch = Train(model, data, new TensorDataset<float, float>(Inputs(), new ReadOnlyTensorSpan<float>(targets, [Examples, 1]), batch: 8),
            [Metrics.BinaryAccuracy(), Metrics.Precision(), Metrics.Recall(), Metrics.F1(), Metrics.RocArea, Metrics.AveragePrecision]);
        ClassificationReport report = Evaluate.Binary(model.Predict, data);
        foreach (IReadOnlyDictionary<string, double> found in new[] { epoch.Metrics, epoch.ValidationMetrics })
        {
            Assert.Equal(report.Accuracy, found["accuracy"], 12);
            Assert.Equal(report.Classes[1].Precision, found["precision"], 12);
            Assert.Equal(report.Classes[1].Recall, found["recall"], 12);
            Assert.Equal(report.Classes[1].F1, found["F1"], 12);
            Assert.Equal(report.RocArea, found["ROC area"], 12);
            Assert.Equal(report.AveragePrecision, found["PR area"], 12);
        }
    }

    [Fact]
    public void Numbers()
    {
        OneNumber model = new(seed: 4);
        float[] targets = [.. Enumerable.Range(0, Examples).Select(i => CounterRandom.Normal(5, (ulong)i))];
        TensorDataset<float, float> data = new(Inputs(), new ReadOnlyTensorSpan<float>(targets, [Examples, 1]), batch: 8);
        EpochResult epoch = Train(model, data, null, [Metrics.MeanAbsoluteError, Metrics.RootMeanSquaredError, Metrics.R2]);
        RegressionReport report = Evaluate.Regression(model.Predict, data);
        Assert.Equal(report.MeanAbsoluteError, epoch.Metrics["MAE"], 1e-6);
        Assert.Equal(report.RootMeanSquaredError, epoch.Metrics["RMSE"], 1e-6);
        Assert.Equal(report.R2, epoch.Metrics["R2"], 1e-6);
        Assert.Empty(epoch.ValidationMetrics);
    }

    // Of four targets one is ignored and one is padding.
    [Fact]
    public void WhatDoesNotCountIsNotMeasured()
    {
        PaddedText model = new(seed: 1);
        TensorDataset<int, int> data = new(new ReadOnlyTensorSpan<int>([5, 3, 4, 0], [1, 4]), new ReadOnlyTensorSpan<int>([1, -1, 2, 2], [1, 4]), batch: 1);
        int seen = 0;
        Metric<int> count = new("counted", (output, target) =>
        {
            seen++;
            Assert.Equal(9, output.Length);
            Assert.Contains(target[0], new[] { 1, 2 });
            return 1;
        });
        Train(model, data, null, [count]);
        Assert.Equal(2, seen);
    }

    [Fact]
    public void AMetricMayChooseTheBestWeights()
    {
        using TemporaryFile file = new();
        FourClasses model = new(seed: 1);
        BestCheckpoint best = new(file.Path, "accuracy");
        Trainer<float, int> trainer = new(model, new Adam(model.Store, 0.05f));
        TrainingHistory history = new();
        TensorDataset<float, int> data = new(Inputs(), Ids(4), 10), heldOut = new(Inputs(), Ids(4), 25);
        trainer.Fit(data, new FitOptions<float, int> { Epochs = 6, Validation = heldOut, Metrics = [Metrics.Accuracy], Callbacks = [best, history] });
        Assert.Equal(history.Epochs.Max(epoch => epoch.ValidationMetrics["accuracy"]), best.Best);
        FourClasses copy = new();
        copy.Load(file.Path);
        Assert.Equal(best.Best, Evaluate.Classifier(copy.Predict, heldOut, 4).Accuracy);
        Assert.Contains("has accuracy", Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, new FitOptions<float, int> { Epochs = 9, Validation = heldOut, Metrics = [Metrics.Accuracy], Callbacks = [new BestCheckpoint(file.Path, "F1")] })).Message, StringComparison.Ordinal);
    }

    private static EpochResult Train<TTarget>(ITrainable<float, TTarget> model, IDataSource<float, TTarget> data, IDataSource<float, TTarget>? heldOut, IReadOnlyList<Metric<TTarget>> metrics)
        where TTarget : unmanaged => Train<float, TTarget>(model, data, heldOut, metrics);

    private static EpochResult Train<TInput, TTarget>(ITrainable<TInput, TTarget> model, IDataSource<TInput, TTarget> data, IDataSource<TInput, TTarget>? heldOut, IReadOnlyList<Metric<TTarget>> metrics)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        TrainingHistory history = new();
        new Trainer<TInput, TTarget>(model, new Sgd(model.Store, learningRate: 0)).Fit(data, new FitOptions<TInput, TTarget> { Epochs = 1, Validation = heldOut, Metrics = metrics, Callbacks = [history] });
        return Assert.Single(history.Epochs);
    }

    private static ReadOnlyTensorSpan<float> Inputs() => new(Enumerable.Range(0, Examples * 3).Select(i => CounterRandom.Normal(1, (ulong)i)).ToArray(), [Examples, 3]);

    private static int[] Ids(int classes) => [.. Enumerable.Range(0, Examples).Select(i => (int)(CounterRandom.Hash(2, (ulong)i) % (uint)classes))];

    private sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => System.IO.File.Delete(Path);
    }
}
