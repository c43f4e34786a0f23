using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class LossKernelsTests
{
    [Theory]
    [InlineData(1, 1, 0f)]
    [InlineData(5, 2, 0f)]
    [InlineData(7, 10, 0.1f)]
    [InlineData(40, 65, 0f)]
    [InlineData(3, 5001, 0.2f)]
    [InlineData(900, 50, 0f)]
    public void CrossEntropyAndItsGradient(int rows, int classes, float smoothing)
    {
        float[] logits = Reference.Random(rows * classes, 1, 5);
        Random random = new(3);
        int[] targets = [.. Enumerable.Range(0, rows).Select(row => row % 5 == 4 ? -100 : random.Next(classes))];
        foreach (float[] mask in new[] { [], Enumerable.Range(0, rows).Select(row => row % 3 == 1 ? 0f : 1f).ToArray() })
        {
            float[] all = Compare.OnEveryTeam(team =>
            {
                float[] inPlace = Compare.Copy(logits);
                float loss = LossKernels.CrossEntropy(team, inPlace, targets, mask, inPlace, rows, classes, smoothing);
                Assert.Equal(loss, LossKernels.CrossEntropy(team, logits, targets, mask, [], rows, classes, smoothing));
                return [loss, .. inPlace];
            });
            double Loss(double[] x) => RowReference.CrossEntropy(x, targets, mask, classes, smoothing, -100);
            Assert.Equal(Loss(Compare.Doubles(logits)), all[0], 2e-6 * (1 + all[0]));
            Compare.Gradient(x => [Loss(x)], logits, [1], all.AsSpan(1), 1e-6);
            for (int row = 0; row < rows; row++)
            {
                if (targets[row] == -100) Assert.All(all[(1 + (row * classes))..(1 + ((row + 1) * classes))], v => Assert.Equal(0, v));
            }
        }
    }

    [Fact]
    public void NoCountedRowGivesNoLossAndNoGradient()
    {
        float[] logits = Reference.Random(20, 1);
        Assert.Equal(0, LossKernels.CrossEntropy(Compare.Team, logits, [-100, -100], [], logits, 2, 10));
        Assert.All(logits, v => Assert.Equal(0, v));
        Assert.Equal(0, LossKernels.CrossEntropy(Compare.Team, [], [], [], [], 0, 10));
        Assert.Equal(0, LossKernels.BinaryCrossEntropy(Compare.Team, [], [], [], 0));
    }

    [Fact]
    public void LargeLogitsDoNotOverflow()
    {
        float[] logits = new float[3000];
        (logits[10], logits[2500]) = (-1000, 1000);
        Assert.Equal(0, LossKernels.CrossEntropy(Compare.Team, logits, [2500], [], [], 1, 3000));
        Assert.Equal(2000, LossKernels.CrossEntropy(Compare.Team, logits, [10], [], [], 1, 3000));
    }

    [Fact]
    public void ABadTargetNamesRowAndId()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => LossKernels.CrossEntropy(Compare.Team, new float[30], [1, 12, 3], [], [], 3, 10));
        Assert.Equal("targets", error.ParamName);
        Assert.Contains("Row 1 has class id 12", error.Message);
        Assert.Equal(MathF.Log(10), LossKernels.CrossEntropy(Compare.Team, new float[30], [1, 12, 3], [1, 0, 1], [], 3, 10), 1e-6);
        Assert.Equal(MathF.Log(10), LossKernels.CrossEntropy(Compare.Team, new float[30], [1, 12, 3], [], [], 3, 10, 0, 12), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(3000)]
    [InlineData(50_001)]
    public void PairLossesAndTheirGradients(int count)
    {
        float[] x = Reference.Random(count, 1, 8), targets = [.. Reference.Random(count, 2).Select(v => (v + 1) / 2)];
        float[] binary = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            return [LossKernels.BinaryCrossEntropy(team, inPlace, targets, inPlace, count), .. inPlace];
        });
        Assert.Equal(RowReference.BinaryCrossEntropy(Compare.Doubles(x), targets), binary[0], 2e-6);
        Compare.Close([.. x.Select((v, i) => ((1 / (1 + Math.Exp(-v))) - targets[i]) / count)], binary.AsSpan(1), 1e-7);
        Assert.Equal(binary[0], LossKernels.BinaryCrossEntropy(Compare.Team, x, targets, [], count));
        if (count < 100) Compare.Gradient(v => [RowReference.BinaryCrossEntropy(v, targets)], x, [1], binary.AsSpan(1), 1e-6);

        float[] square = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            return [LossKernels.MeanSquaredError(team, inPlace, targets, inPlace, count), .. inPlace];
        });
        double[] differences = [.. x.Zip(targets, (a, b) => (double)a - b)];
        Assert.Equal(differences.Average(d => d * d), square[0], 1e-5 * (1 + square[0]));
        Compare.Close([.. differences.Select(d => 2 * d / count)], square.AsSpan(1), 1e-6);

        float[] absolute = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            return [LossKernels.MeanAbsoluteError(team, inPlace, targets, inPlace, count), .. inPlace];
        });
        Assert.Equal(differences.Average(Math.Abs), absolute[0], 1e-5 * (1 + absolute[0]));
        Compare.Close([.. differences.Select(d => (double)Math.Sign(d) / count)], absolute.AsSpan(1), 1e-7);

        float[] huber = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            return [LossKernels.Huber(team, inPlace, targets, inPlace, count), .. inPlace];
        });
        Assert.Equal(differences.Average(d => Math.Abs(d) <= 1 ? d * d / 2 : Math.Abs(d) - 0.5), huber[0], 1e-5 * (1 + huber[0]));
        Compare.Close([.. differences.Select(d => Math.Clamp(d, -1, 1) / count)], huber.AsSpan(1), 1e-6);
    }

    [Fact]
    public void PairLossesShowNaNAndRestAtTheTarget()
    {
        float[] gradient = new float[2];
        Assert.Equal(0, LossKernels.MeanAbsoluteError(Compare.Team, [2, -3], [2, -3], gradient, 2));
        Assert.Equal([0f, 0f], gradient);
        Assert.True(float.IsNaN(LossKernels.MeanAbsoluteError(Compare.Team, [float.NaN], [1], [], 1)));
        Assert.True(float.IsNaN(LossKernels.Huber(Compare.Team, [1], [float.NaN], [], 1)));
    }

    [Fact]
    public void BinaryCrossEntropyKeepsSmallLosses()
    {
        Assert.Equal(Math.Exp(-30), LossKernels.BinaryCrossEntropy(Compare.Team, [30], [1], [], 1), 1e-19);
        Assert.Equal(200, LossKernels.BinaryCrossEntropy(Compare.Team, [-200], [1], [], 1));
        Assert.True(float.IsNaN(LossKernels.BinaryCrossEntropy(Compare.Team, [float.NaN], [1], [], 1)));
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        float[] four = new float[4], five = new float[5];
        Compare.Names("logits", () => LossKernels.CrossEntropy(Compare.Team, five, [0, 1], [], [], 2, 2));
        Compare.Names("targets", () => LossKernels.CrossEntropy(Compare.Team, four, [0], [], [], 2, 2));
        Compare.Names("mask", () => LossKernels.CrossEntropy(Compare.Team, four, [0, 1], five, [], 2, 2));
        Compare.Names("dLogits", () => LossKernels.CrossEntropy(Compare.Team, four, [0, 1], [], five, 2, 2));
        Compare.Names("targets", () => LossKernels.BinaryCrossEntropy(Compare.Team, four, five, [], 4));
        Compare.Names("dOutput", () => LossKernels.MeanSquaredError(Compare.Team, four, four, five, 4));
    }

    /// <summary>What an objective needs: the gradient of the target, and one that is scaled.</summary>
    [Fact]
    public void TheGradientOfABinaryTarget()
    {
        float[] logits = Reference.Random(37, 1, 3), targets = [.. Reference.Random(37, 2, 0.5f).Select(x => x + 0.5f)], weights = [2, 0, 1, 3, .. Enumerable.Repeat(1f, 33)];
        float[] all = Compare.OnEveryTeam(team =>
        {
            float[] gradient = new float[37];
            return [LossKernels.BinaryCrossEntropyOfTargets(team, targets, logits, gradient, 37, weights), .. gradient];
        });
        Assert.Equal(LossKernels.BinaryCrossEntropy(Compare.Team, logits, targets, [], 37, weights), all[0]);
        double total = weights.Sum();
        for (int i = 0; i < 37; i++) Assert.Equal(-logits[i] * weights[i] / total, all[1 + i], 1e-6);
    }

    [Fact]
    public void AScaleIsTheGradientsAlone()
    {
        float[] x = Reference.Random(12, 1, 3), one = new float[12], half = new float[12], targets = Reference.Random(12, 2, 3);
        Assert.Equal(LossKernels.Huber(Compare.Team, x, targets, one, 12), LossKernels.Huber(Compare.Team, x, targets, half, 12, scale: 0.5f));
        Assert.Equal(one.Select(value => value / 2), half);
        Assert.Equal(LossKernels.CrossEntropy(Compare.Team, x, [0, 2, 1, 1], [], one, 4, 3), LossKernels.CrossEntropy(Compare.Team, x, [0, 2, 1, 1], [], half, 4, 3, scale: 0.5f));
        for (int i = 0; i < 12; i++) Assert.Equal(one[i] / 2, half[i], 1e-7f);
    }

    [Fact]
    public void WeightsThatDoNotDivideTheRowsAreRefused()
    {
        Assert.Throws<ShapeMismatchException>(() => LossKernels.Huber(Compare.Team, new float[4], new float[4], [], 4, [1, 1, 1]));
        Assert.Throws<ShapeMismatchException>(() => LossKernels.CrossEntropy(Compare.Team, new float[6], [0, 1, 2], [], [], 3, 2, weights: [1, 1]));
    }
}
