using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data;
using ModelGen.Evaluation;
using Xunit;

namespace ModelGen.Runtime.Tests.Evaluation;

/// <summary>What is ranked is the order of logits: softmax and sigmoid of large ones are 1, and would tie.</summary>
public sealed class LargeLogitTests
{
    private static readonly Prediction<float> s_copy = (input, output) => input.CopyTo(output);

    // Every positive is above every negative: a perfect order, whatever the scale.
    [Theory]
    [InlineData(1f)]
    [InlineData(100f)]
    [InlineData(1e4f)]
    [InlineData(1e30f)]
    public void ABinaryOrderDoesNotDependOnTheScale(float scale)
    {
        float[] logits = [.. new float[] { 1, 2, 3, 4 }.Select(logit => scale * logit)];
        ClassificationReport report = Evaluate.Binary(s_copy, new TensorDataset<float, float>(Table(logits, 1), Table([0, 0, 1, 1], 1), batch: 3, shuffle: false));
        Assert.Equal(1, report.RocArea);
        Assert.Equal(1, report.AveragePrecision);
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1e4f)]
    public void AnOrderOfTwoClassesDoesNotDependOnTheScale(float scale)
    {
        float[] logits = [.. new float[] { 0, 1, 0, 2, 0, 3, 0, 4 }.Select(logit => scale * logit)];
        ClassificationReport report = Evaluate.Classifier(s_copy, new TensorDataset<float, int>(Table(logits, 2), new int[] { 0, 1, 0, 1 }, batch: 4, shuffle: false), 2);
        Assert.Equal(0.75, report.RocArea);
        Assert.Equal(0.75, report.Classes[0].Curves!.RocArea);
    }

    // All are sure of class 2, by 100, 200 and 300: the surer, the righter.
    [Fact]
    public void AnOrderOfManySureAnswersIsKept()
    {
        ClassificationReport report = Evaluate.Classifier(s_copy, new TensorDataset<float, int>(Table([0, 0, 100, 0, 0, 200, 0, 0, 300], 3), new int[] { 0, 2, 2 }, batch: 4, shuffle: false), 3);
        Assert.Equal(1, report.Classes[2].Curves!.RocArea);
        Assert.Equal(1, report.Classes[0].Curves!.RocArea);
    }

    // Adding a number to all logits, and exchanging the other classes, changes no probability: these are ties, 0.5 by definition.
    [Fact]
    public void TheSameProbabilitiesAreTies()
    {
        float[] first = [0.25f, 1.75f, -2.125f, 0.875f], exchanged = [first[0], first[3], first[1], first[2]];
        float[] table = [.. first, .. exchanged.Select(logit => logit + 1024), .. exchanged, .. first.Select(logit => logit - 512)];
        ClassificationReport report = Evaluate.Classifier(s_copy, new TensorDataset<float, int>(Table(table, 4), new int[] { 0, 1, 0, 1 }, batch: 4, shuffle: false), 4);
        Assert.Equal(0.5, report.Classes[0].Curves!.RocArea);
        Assert.Equal(2, report.Classes[0].Curves!.Roc.Count);
    }

    [Fact]
    public void ThresholdsAreProbabilities()
    {
        ClassificationReport report = Evaluate.Binary(s_copy, new TensorDataset<float, float>(Table([-1, 0, 2], 1), Table([0, 1, 1], 1), batch: 3, shuffle: false));
        Assert.Equal([double.PositiveInfinity, 1 / (1 + Math.Exp(-2)), 0.5, 1 / (1 + Math.Exp(1))], report.Classes[1].Curves!.Roc.Select(point => point.Threshold));
        Assert.Equal(0, Evaluate.Binary(s_copy, new TensorDataset<float, float>(Table([40, 50], 1), Table([0, 0], 1), batch: 2), threshold: 0.999).Accuracy);
    }

    [Fact]
    public void ATableOfTargetsIsNoColumn()
    {
        TensorDataset<float, float> data = new(Table([3, -3], 1), Table([1, 0, 0, 1], 2), batch: 2, shuffle: false);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Evaluate.Binary(s_copy, data));
        Assert.Contains("Targets are [2, 2], expected one number per example, [2, 1]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMatrixPrintsItself()
    {
        ConfusionMatrix matrix = new(["cat", "dog"]);
        matrix.Add(0, 0);
        matrix.Add(1, 0);
        Assert.Equal("actual \\ predicted  cat  dog\n----------------------------\ncat                   1    0\ndog                   1    0\n", matrix.ToString());
        Assert.Contains("\n0                   0  0\n", new ConfusionMatrix(2).ToString(), StringComparison.Ordinal);
    }

    private static ReadOnlyTensorSpan<float> Table(float[] values, int width) => new(values, [values.Length / width, width]);
}
