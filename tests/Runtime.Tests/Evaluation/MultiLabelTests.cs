using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Runtime.Tests.Evaluation;

public sealed class MultiLabelTests
{
    private static readonly Prediction<float> s_copy = (input, output) => input.CopyTo(output);

    // Said: 1 0 1 | 0 1 1 | 0 0 0 | 1 1 0.   There: 1 0 0 | 0 1 1 | 1 0 0 | 1 1 1.
    [Fact]
    public void CountsAreScikitLearns()
    {
        float[] logits = [1, -1, 2, -3, 2, 1, -1, -2, -1, 3, 1, -1], there = [1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1];
        MultiLabelReport report = Evaluate.MultiLabel(s_copy, Table(logits, there, 3), 3, ["red", "green", "blue"]);
        Assert.Equal(4, report.Examples);
        Assert.Equal(0.25, report.SubsetAccuracy);
        Assert.Equal(3.0 / 12, report.HammingLoss, 12);
        Assert.Equal([1, 1, 0.5], report.Labels.Select(label => label.Precision));
        Assert.Equal([2.0 / 3, 1, 0.5], report.Labels.Select(label => label.Recall));
        Assert.Equal([0.8, 1, 0.5], report.Labels.Select(label => label.F1));
        Assert.Equal([3, 2, 2], report.Labels.Select(label => label.Examples));
        Assert.Equal((5.0 / 6, 5.0 / 7, 10.0 / 13), (report.MicroPrecision, report.MicroRecall, report.MicroF1));
        Assert.Equal((0.8 + 1 + 0.5) / 3, report.MacroF1, 12);
        Assert.Equal(1, report.Labels[1].Curves!.AveragePrecision);
        double loss = 0;
        for (int i = 0; i < 12; i++) loss += Math.Log(1 + Math.Exp(there[i] == 1 ? -logits[i] : logits[i])) / 12;
        Assert.Equal(loss, report.Loss, 12);
        Assert.Contains("green              2     1.0000  1.0000  1.0000", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BadTargetsAreNamed()
    {
        string Message(float[] targets, int width) => Assert.Throws<InvalidOperationException>(() => Evaluate.MultiLabel(s_copy, new TensorDataset<float, float>(
            new ReadOnlyTensorSpan<float>([1, 2, 3, 4], [2, 2]), new ReadOnlyTensorSpan<float>(targets, [2, width]), batch: 2), 2, ["a", "b"])).Message;
        Assert.Contains("Targets are [2, 1], expected 0 or 1 for each of 2 labels", Message([0, 1], 1), StringComparison.Ordinal);
        Assert.Contains("for 'b', neither 0 nor 1", Message([0, 0.5f, 1, 0.5f], 2), StringComparison.Ordinal);
    }

    // The example of scikit-learn's top_k_accuracy_score.
    [Fact]
    public void TopKIsScikitLearns()
    {
        float[] scores = [0.5f, 0.2f, 0.2f, 0.3f, 0.4f, 0.2f, 0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f];
        ClassificationReport report = Evaluate.Classifier(s_copy, new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(scores, [4, 3]), new int[] { 0, 1, 2, 2 }, batch: 4, shuffle: false), 3);
        Assert.Equal(report.Accuracy, report.TopAccuracy(1));
        Assert.Equal(0.75, report.TopAccuracy(2));
        Assert.Equal(1, report.TopAccuracy(3));
    }

    // Of 0.9 said three times one is wrong, of 0.3 said twice one is right: |2/3 - 0.9| · 3/5 + |1/2 - 0.3| · 2/5.
    [Fact]
    public void CalibrationIsTheMeanGap()
    {
        Calibration found = Calibration.Of([0.9, 0.9, 0.9, 0.3, 0.3], [true, true, false, true, false]);
        Assert.Equal((0.9 - (2.0 / 3)) * 0.6 + (0.2 * 0.4), found.ExpectedError, 12);
        Assert.Equal(0.9 - (2.0 / 3), found.LargestError, 12);
        Assert.Equal((0.01 + 0.01 + 0.81 + 0.49 + 0.09) / 5, found.BrierScore, 12);
        Assert.Equal((3, 0.9), (found.Bins[8].Count, found.Bins[8].MeanProbability));
        Assert.Equal([0.0, 0.9], new[] { found.Bins[0].From, found.Bins[9].From });
        Assert.Throws<ArgumentException>(() => Calibration.Of([2], [true]));
    }

    [Fact]
    public void AReportKnowsHowSureItWas()
    {
        // Probability e / (e + 1) for the likelier class; three of four are right.
        ClassificationReport report = Evaluate.Classifier(s_copy, new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>([1, 0, 1, 0, 0, 1, 0, 1], [4, 2]), new int[] { 0, 0, 1, 0 }, batch: 4, shuffle: false), 2);
        Assert.Equal((Math.E / (Math.E + 1)) - 0.75, -report.Calibration().ExpectedError, 1e-6);
    }

    [Fact]
    public void AChosenThresholdGivesWhatItPromised()
    {
        float[] logits = [-2, -1, -0.5f, 0, 0.5f, 1, 2, 3], targets = [0, 0, 1, 0, 1, 0, 1, 1];
        TensorDataset<float, float> data = Table(logits, targets, 1);
        RankCurves curves = Evaluate.Binary(s_copy, data).Classes[1].Curves!;
        foreach (ThresholdChoice choice in new[] { curves.BestF1(), curves.ForPrecision(0.9)!, curves.ForRecall(1)! })
        {
            ClassMetrics judged = Evaluate.Binary(s_copy, data, choice.Threshold).Classes[1];
            Assert.Equal((choice.Precision, choice.Recall), (judged.Precision, judged.Recall));
            Assert.Equal(choice.F1, judged.F1, 12);
        }

        Assert.Equal((1, 0.5), (curves.ForPrecision(0.9)!.Precision, curves.ForPrecision(0.9)!.Recall));
        Assert.Equal((4.0 / 6, 1), (curves.ForRecall(1)!.Precision, curves.ForRecall(1)!.Recall));
        Assert.Equal(0.8, curves.BestF1().F1, 12);
        Assert.Null(RankCurves.Of([1f, 2f], [true, false])!.ForPrecision(0.9));
    }

    private static TensorDataset<float, float> Table(float[] logits, float[] targets, int width) =>
        new(new ReadOnlyTensorSpan<float>(logits, [logits.Length / width, width]), new ReadOnlyTensorSpan<float>(targets, [logits.Length / width, width]), batch: 3, shuffle: false);
}
