using System;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Runtime.Tests.Evaluation;

public sealed class ClassificationTests
{
    private static readonly Prediction<float> s_copy = (input, output) => input.CopyTo(output);

    [Fact]
    public void ThreeClassesAreCounted()
    {
        // What is predicted: 0 0 1 | 1 2 | 2 2 2 0
        int[] labels = [0, 0, 0, 1, 1, 2, 2, 2, 2], predicted = [0, 0, 1, 1, 2, 2, 2, 2, 0];
        ClassificationReport report = Evaluate.Classifier(s_copy, Logits(labels, predicted, 3), 3, ["a", "b", "c"]);
        Assert.Equal(9, report.Examples);
        Assert.Equal(6.0 / 9, report.Accuracy, 12);
        Assert.Equal(report.Accuracy, report.MicroF1);
        Assert.Equal(1, report.Confusion[0, 1]);
        Assert.Equal(3, report.Confusion[2, 2]);
        Check(report.Classes[0], "a", 3, 2.0 / 3, 2.0 / 3);
        Check(report.Classes[1], "b", 2, 1.0 / 2, 1.0 / 2);
        Check(report.Classes[2], "c", 4, 3.0 / 4, 3.0 / 4);
        Assert.Equal((2.0 / 3 + 0.5 + 0.75) / 3, report.MacroF1, 12);
        Assert.Equal((6 * Math.Log(1 + (2 * Math.Exp(-2))) + (3 * (Math.Log(1 + (2 * Math.Exp(-2))) + 2))) / 9, report.Loss, 1e-6);
    }

    [Fact]
    public void TheReportIsATable()
    {
        string text = Evaluate.Classifier(s_copy, Logits([0, 0, 1], [0, 1, 1], 2), 2, ["cat", "dog"]).ToString();
        Assert.StartsWith("accuracy 0.6667   loss ", text, StringComparison.Ordinal);
        Assert.Contains("class       examples  precision  recall      F1  ROC area  PR area\n", text, StringComparison.Ordinal);
        Assert.Contains("cat                2     1.0000  0.5000  0.6667    0.7500", text, StringComparison.Ordinal);
        Assert.Contains("actual \\ predicted  cat  dog\n", text, StringComparison.Ordinal);
        Assert.Contains("cat                   1    1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AreasAreThoseOfScikitLearn()
    {
        // The example of roc_auc_score and average_precision_score.
        RankCurves curves = RankCurves.Of([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true])!;
        Assert.Equal(0.75, curves.RocArea, 12);
        Assert.Equal(0.8333333333333333, curves.AveragePrecision, 12);
        Assert.Equal(new CurvePoint(0, 0, float.PositiveInfinity), curves.Roc[0]);
        Assert.Equal((1.0, 1.0), (curves.Roc[^1].X, curves.Roc[^1].Y));
        Assert.Equal((0.5, 1.0, 0.8f), (curves.PrecisionRecall[1].X, curves.PrecisionRecall[1].Y, curves.PrecisionRecall[1].Threshold));
    }

    [Fact]
    public void EqualScoresAreOneThreshold()
    {
        RankCurves curves = RankCurves.Of([0.5f, 0.5f, 0.5f, 0.5f], [true, false, true, false])!;
        Assert.Equal(0.5, curves.RocArea);
        Assert.Equal(0.5, curves.AveragePrecision);
        Assert.Equal(2, curves.Roc.Count);
    }

    [Fact]
    public void TheRocAreaIsTheChanceOfTheRightOrder()
    {
        float[] scores = new float[200];
        bool[] answers = new bool[200];
        for (int i = 0; i < 200; i++) (scores[i], answers[i]) = (MathF.Round(10 * MathF.Sin(i * 1.7f)), i % 3 == 0);
        double right = 0, pairs = 0;
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j < 200; j++)
            {
                if (!answers[i] || answers[j]) continue;
                pairs++;
                right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        Assert.Equal(right / pairs, RankCurves.Of(scores, answers)!.RocArea, 12);
    }

    [Fact]
    public void WhatHasNoMeaningIsLeftOut()
    {
        Assert.Null(RankCurves.Of([1, 2], [true, true]));
        ClassificationReport report = Evaluate.Classifier(s_copy, Logits([0, 0, 1], [0, 1, 1], 3), 3);
        Assert.Null(report.Classes[2].Curves);
        Assert.Equal((0, 0), (report.Classes[2].Precision, report.Classes[2].Recall));
        Assert.False(double.IsNaN(report.RocArea));
        Assert.Contains("n/a", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OneLogitDecidesBetweenTwo()
    {
        float[] logits = [-2, 0.5f, 3, -0.1f], targets = [0, 0, 1, 1];
        TensorDataset<float, float> data = new(Column(logits), Column(targets), batch: 3, shuffle: false);
        ClassificationReport report = Evaluate.Binary(s_copy, data);
        Assert.Equal(0.5, report.Accuracy);
        Assert.Equal(0.75, report.RocArea, 12);
        double loss = 0;
        for (int i = 0; i < 4; i++) loss += Math.Log(1 + Math.Exp(targets[i] == 1 ? -logits[i] : logits[i])) / 4;
        Assert.Equal(loss, report.Loss, 1e-9);
        Assert.Equal(0.75, Evaluate.Binary(s_copy, data, threshold: 0.4).Accuracy);
        Assert.True(double.IsFinite(Evaluate.Binary(s_copy, new TensorDataset<float, float>(Column([-500, 500]), Column([1, 0]), batch: 2)).Loss));
    }

    [Fact]
    public void BadDataIsNamed()
    {
        TensorDataset<float, int> data = Logits([0, 5, 1], [0, 1, 1], 2);
        Assert.Contains("label 5, outside the 2 classes", Assert.Throws<InvalidOperationException>(() => Evaluate.Classifier(s_copy, data, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("1 names for 2 classes", Assert.Throws<ArgumentException>(() => Evaluate.Classifier(s_copy, data, 2, ["x"])).Message, StringComparison.Ordinal);
        Prediction<float> broken = (_, output) => output.Fill(float.NaN);
        Assert.Contains("not finite", Assert.Throws<InvalidOperationException>(() => Evaluate.Classifier(broken, data, 2)).Message, StringComparison.Ordinal);
        TensorDataset<float, float> half = new(Column([1, 2]), Column([0, 0.5f]), batch: 2, shuffle: false);
        Assert.Contains("A target is 0.5", Assert.Throws<InvalidOperationException>(() => Evaluate.Binary(s_copy, half)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(2).Add(0, 2));
    }

    private static void Check(ClassMetrics metrics, string name, long examples, double precision, double recall)
    {
        Assert.Equal((name, examples), (metrics.Name, metrics.Examples));
        Assert.Equal(precision, metrics.Precision, 12);
        Assert.Equal(recall, metrics.Recall, 12);
    }

    private static ReadOnlyTensorSpan<float> Column(float[] values) => new(values, [values.Length, 1]);

    // A logit of 2 for the predicted class, 0 for the others.
    private static TensorDataset<float, int> Logits(int[] labels, int[] predicted, int classes)
    {
        float[] logits = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++) logits[(i * classes) + predicted[i]] = 2;
        return new TensorDataset<float, int>(new ReadOnlyTensorSpan<float>(logits, [labels.Length, classes]), labels, batch: 4, shuffle: false);
    }
}
