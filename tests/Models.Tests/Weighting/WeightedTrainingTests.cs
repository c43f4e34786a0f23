using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using ModelGen.Models.Tests.Gradients;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Models.Tests.Weighting;

/// <summary>Weights of examples in a whole training: batches of any size say the same, and an example of weight 3 is one that is there three times.</summary>
public class WeightedTrainingTests
{
    private const int Examples = 11;

    private static readonly float[] s_weights = [1, 2, 0, 3, 1, 1, 0, 2, 1, 4, 1];

    public static TheoryData<int> Batches => [1, 2, 3, 4, 11];

    [Theory]
    [MemberData(nameof(Batches))]
    public void AHeldOutLossDoesNotDependOnTheBatch(int batch)
    {
        WeightedSmoothedClasses classes = new(3);
        Trainer<float, int> trainer = new(classes, new Sgd(classes.Store, 0));
        float expected = trainer.Evaluate(Repeated(4));
        Assert.Equal(expected, trainer.Evaluate(Classes(batch)), 1e-5f);
        TrainingProgress progress = trainer.Fit(Classes(3), new FitOptions<float, int> { Steps = 1, Validation = Classes(batch) });
        Assert.Equal(expected, progress.ValidationLoss!.Value, 1e-5f);
        TrainingHistory history = classes.Fit(Classes(batch), epochs: 1, learningRate: 1e-12f, callbacks: []);
        Assert.Equal(expected, history.Epochs[0].Loss, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void MetricsCountEachExampleByItsWeight(int batch)
    {
        Gradients.Classes classes = new(3);
        Trainer<float, int> trainer = new(classes, new Sgd(classes.Store, 0));
        Metric<int>[] metrics = [Metrics.Accuracy, Metrics.TopAccuracy(2)];
        Same(trainer.Measure(Repeated(5), metrics), trainer.Measure(Classes(batch), metrics));

        Squares numbers = new(3);
        Trainer<float, float> other = new(numbers, new Sgd(numbers.Store, 0));
        Metric<float>[] more = [Metrics.MeanAbsoluteError, Metrics.RootMeanSquaredError, Metrics.R2, Metrics.BinaryAccuracy(), Metrics.Precision(), Metrics.Recall(), Metrics.F1()];
        Same(other.Measure(Numbers(batch: 5).Take(Times()), more), other.Measure(Numbers(batch, s_weights), more));

        static void Same(Measurement expected, Measurement found)
        {
            Assert.Equal(expected.Loss, found.Loss, 1e-5f);
            Assert.All(expected.Metrics, metric => Assert.Equal(metric.Value, found.Metrics[metric.Key], 1e-6));
        }
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void ReportsCountEachExampleByItsWeight(int batch)
    {
        Gradients.Classes classes = new(3);
        ClassificationReport expected = Evaluate.Classifier(classes.Predict, Repeated(4), 5), found = Evaluate.Classifier(classes.Predict, Classes(batch), 5);
        Assert.Equal([expected.Loss, expected.Accuracy, expected.TopAccuracy(2), expected.MacroF1, expected.RocArea, expected.AveragePrecision, expected.Calibration().ExpectedError, expected.Calibration().BrierScore],
            [found.Loss, found.Accuracy, found.TopAccuracy(2), found.MacroF1, found.RocArea, found.AveragePrecision, found.Calibration().ExpectedError, found.Calibration().BrierScore], Near);
        Assert.Equal(Examples, found.Examples);

        Squares numbers = new(3);
        RegressionReport all = Evaluate.Regression(numbers.Predict, Numbers(4).Take(Times()), 5), some = Evaluate.Regression(numbers.Predict, Numbers(batch, s_weights), 5);
        Assert.Equal([all.MeanSquaredError, all.MeanAbsoluteError, all.R2, .. all.OutputR2], [some.MeanSquaredError, some.MeanAbsoluteError, some.R2, .. some.OutputR2], Near);

        BinaryLabels labels = new(3);
        MultiLabelReport whole = Evaluate.MultiLabel(labels.Predict, Answers(4).Take(Times()), 5), parts = Evaluate.MultiLabel(labels.Predict, Answers(batch, s_weights), 5);
        Assert.Equal([whole.Loss, whole.SubsetAccuracy, whole.HammingLoss, whole.MicroF1, whole.MacroPrecision, whole.RocArea, whole.Calibrations[1].ExpectedError],
            [parts.Loss, parts.SubsetAccuracy, parts.HammingLoss, parts.MicroF1, parts.MacroPrecision, parts.RocArea, parts.Calibrations[1].ExpectedError], Near);

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9 || (double.IsNaN(a) && double.IsNaN(b));
    }

    /// <summary>Metrics, held-out losses and reports judge by the weights of the loss's classes, times those of the examples.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void WhatIsMeasuredHasTheWeightsOfClasses(int batch)
    {
        GoldenWeightedClasses model = new(3);
        double[] byClass = [0.5, 2, 1.25, 3];
        float[] inputs = RandomValues.Centred(Examples * 12, 6);
        int[] labels = [.. Enumerable.Range(0, Examples).Select(i => i == 4 ? -100 : i * 3 % 4)];
        float[] logits = new float[Examples * 4];
        model.Predict(new(inputs, [Examples, 12]), new TensorSpan<float>(logits, [Examples, 4]));
        double right = 0, loss = 0, total = 0;
        for (int i = 0; i < Examples; i++)
        {
            if (labels[i] < 0) continue;
            double weight = s_weights[i] * byClass[labels[i]];
            ReadOnlySpan<float> row = logits.AsSpan(i * 4, 4);
            right += TensorPrimitives.IndexOfMax(row) == labels[i] ? weight : 0;
            loss += weight * (Math.Log(row.ToArray().Sum(logit => Math.Exp(logit))) - row[labels[i]]);
            total += weight;
        }

        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 0));
        Measurement measured = trainer.Measure(Data(labels), [Metrics.Accuracy]);
        Assert.Equal(loss / total, measured.Loss, 1e-5);
        Assert.Equal(right / total, measured.Metrics["accuracy"], 1e-9);
        TrainingHistory history = new();
        trainer.Fit(Data(labels), new FitOptions<float, int> { Epochs = 1, Validation = Data(labels), Metrics = [Metrics.Accuracy], Callbacks = [history] });
        Assert.Equal([right / total, right / total], [history.Epochs[0].Metrics["accuracy"], history.Epochs[0].ValidationMetrics["accuracy"]], (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(loss / total, history.Epochs[0].ValidationLoss!.Value, 1e-5);

        // A report has no id that does not count.
        int[] all = [.. labels.Select(label => Math.Max(label, 0))];
        ClassificationReport report = Evaluate.Classifier(model.Predict, Data(all), 4), plain = Evaluate.Classifier(model.Predict, Data(all), 4, classWeights: []);
        Measurement same = trainer.Measure(Data(all), [Metrics.Accuracy, Metrics.TopAccuracy(2)]);
        Assert.Equal(same.Loss, report.Loss, 1e-5);
        Assert.Equal([same.Metrics["accuracy"], same.Metrics["top-2 accuracy"]], [report.Accuracy, report.TopAccuracy(2)], (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.NotEqual(plain.Loss, report.Loss, 1e-3);
        Assert.Equal(report.Loss, Evaluate.Classifier((ReadOnlyTensorSpan<float> input, TensorSpan<float> output) => model.Predict(input, output), Data(all), 4, classWeights: byClass).Loss, 1e-9);
        Assert.Contains("3 weights for 4 classes", Assert.Throws<ArgumentException>(() => Evaluate.Classifier(model.Predict, Data(all), 4, classWeights: [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("weight of class 1 is -1", Assert.Throws<ArgumentException>(() => Evaluate.Classifier(model.Predict, Data(all), 4, classWeights: [1, -1, 3, 1])).Message, StringComparison.Ordinal);

        TensorDataset<float, int> Data(int[] own) => new(new ReadOnlyTensorSpan<float>(inputs, [Examples, 12]), own, batch, weights: s_weights);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void ALanguageReportIsWeighed(int batch)
    {
        WeightedSteps model = new(3);
        Assert.Equal(Evaluate.Language(model, Steps(4).Take(Times())).Loss, Evaluate.Language(model, Steps(batch, s_weights)).Loss, 1e-6);
    }

    /// <summary>Three batches of one update are one batch, though their targets weigh differently.</summary>
    [Fact]
    public void BatchesOfOneUpdateCountByTheirWeight()
    {
        WeightedSmoothedClasses one = new(3), three = new(3);
        Trainer<float, int> whole = new(one, new Sgd(one.Store, 0.5f)), parts = new(three, new Sgd(three.Store, 0.5f), new TrainerOptions { Accumulation = 3 });
        whole.Fit(Classes(Examples), new FitOptions<float, int> { Steps = 3 });
        parts.Fit(Classes(4), new FitOptions<float, int> { Steps = 3 });
        Assert.Equal(whole.Loss, parts.Loss, 1e-5f);
        Assert.All(one.Store.Values.ToArray().Zip(three.Store.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    /// <summary>What docs/training.md shows: a class that weighs more, by the loss or by its examples, is said more often.</summary>
    [Fact]
    public void WhatWeighsMoreIsSaidMoreOften()
    {
        float[] inputs = RandomValues.Centred(60 * 8, 3);
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 10 == 0 ? 1 : 2 * (i % 2))];
        float[] weights = [.. labels.Select(label => label == 1 ? 20f : 1)];
        PlainClass plain = new(seed: 1), model = new(seed: 1);
        RareClass rare = new(seed: 1);
        plain.Fit(Data([]), epochs: 5, callbacks: []);
        model.Fit(Data(weights), epochs: 5, callbacks: []);
        rare.Fit(Data([]), epochs: 5, callbacks: []);
        int few = Said(plain.PredictClasses(new(inputs, [60, 8])));
        Assert.True(Said(model.PredictClasses(new(inputs, [60, 8]))) > few);

        // Where every batch is of all, the two are one.
        Assert.All(model.Store.Values.ToArray().Zip(rare.Store.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Batch<float, int> batch = new();
        Assert.True(Data(weights).Next(batch));
        Assert.Equal(rare.ComputeLoss(batch.InputTensor, batch.TargetTensor), model.ComputeLoss(batch.InputTensor, batch.TargetTensor, batch.Weights), 1e-4f);

        TensorDataset<float, int> Data(float[] own) => new(new ReadOnlyTensorSpan<float>(inputs, [60, 8]), labels, batch: 60, weights: own);

        static int Said(Tensor<int> classes)
        {
            int[] ids = new int[classes.FlattenedLength];
            classes.FlattenTo(ids);
            return ids.Count(id => id == 1);
        }
    }

    [Fact]
    public void ABatchWithoutAnyWeightChangesNothing()
    {
        WeightedSmoothedClasses model = new(3);
        Trainer<float, int> trainer = new(model, new Sgd(model.Store, 0.5f));
        float[] before = model.Store.Values.ToArray();
        Batch<float, int> batch = new();
        Classes(2).Next(batch);
        batch.Weights.Clear();
        Assert.Equal(0, trainer.Step(batch));
        Assert.Equal(before, model.Store.Values.ToArray());
    }

    [Fact]
    public void AModelWhoseLossTakesNoWeightsSaysSo()
    {
        Custom.WeightedClassifier model = new(new Measuring.FourClasses(1), [1, 1, 1, 1]);
        TensorDataset<float, int> data = new(new ReadOnlyTensorSpan<float>(new float[6], [2, 3]), new int[] { 0, 1 }, batch: 2, weights: [1, 2]);
        Assert.Contains("takes none", Assert.Throws<NotSupportedException>(() => model.Fit(data, epochs: 1)).Message, StringComparison.Ordinal);
    }

    private static int[] Times() => [.. Enumerable.Range(0, Examples).SelectMany(i => Enumerable.Repeat(i, (int)s_weights[i]))];

    private static TensorDataset<float, int> Repeated(int batch) =>
        new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(RandomValues.Centred(Examples * 6, 5), [Examples, 6]), Ids(), batch, shuffle: false).Take(Times());

    private static TensorDataset<float, int> Classes(int batch) =>
        new(new ReadOnlyTensorSpan<float>(RandomValues.Centred(Examples * 6, 5), [Examples, 6]), Ids(), batch, shuffle: false, weights: s_weights);

    private static TensorDataset<float, float> Numbers(int batch, float[]? weights = null) =>
        new(new ReadOnlyTensorSpan<float>(RandomValues.Centred(Examples * 6, 5), [Examples, 6]), new ReadOnlyTensorSpan<float>(RandomValues.Centred(Examples * 5, 6), [Examples, 5]), batch, shuffle: false, weights: weights);

    private static TensorDataset<float, float> Answers(int batch, float[]? weights = null) =>
        new(new ReadOnlyTensorSpan<float>(RandomValues.Centred(Examples * 6, 5), [Examples, 6]), new ReadOnlyTensorSpan<float>([.. RandomValues.Centred(Examples * 5, 6).Select(x => x > 0 ? 1f : 0)], [Examples, 5]), batch, shuffle: false, weights: weights);

    private static TensorDataset<int, int> Steps(int batch, float[]? weights = null)
    {
        int[] ids = [.. Enumerable.Range(0, Examples * 5).Select(i => i % 5 > i / 5 % 5 ? 0 : 1 + (i * 7 % 8))], targets = [.. Enumerable.Range(0, Examples * 5).Select(i => (i * 11 % 8) - 1)];
        return new TensorDataset<int, int>(new ReadOnlyTensorSpan<int>(ids, [Examples, 5]), new ReadOnlyTensorSpan<int>(targets, [Examples, 5]), batch, shuffle: false, weights: weights);
    }

    private static int[] Ids() => [.. Enumerable.Range(0, Examples).Select(i => (i * 7) % 5)];
}
