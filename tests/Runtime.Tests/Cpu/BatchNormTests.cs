using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Norms over the batch and over groups of channels, and upsampling.</summary>
public sealed class BatchNormTests
{
    private const float Epsilon = 0.01f;

    [Theory]
    [InlineData(5, 3, 7)]
    [InlineData(2, 1, 40)]
    [InlineData(200, 70, 1)]
    [InlineData(3, 5, 1)]
    [InlineData(1, 4, 1)]
    public void BatchNormAndItsGradient(int outer, int channels, int inner)
    {
        int count = outer * inner;
        float[] x = Reference.Random(count * channels, 1, 3), gain = Reference.Random(channels, 2), bias = Reference.Random(channels, 3), dy = Reference.Random(x.Length, 4);
        float[] mean = new float[channels], inverse = new float[channels];
        float[] forward = Compare.OnEveryTeam(team =>
        {
            float[] y = new float[x.Length], runningMean = Enumerable.Repeat(1f, channels).ToArray(), runningVariance = Enumerable.Repeat(2f, channels).ToArray();
            BatchNormKernels.Forward(team, x, gain, bias, runningMean, runningVariance, y, mean, inverse, outer, channels, inner, 0.1f, Epsilon);
            return [.. y, .. runningMean, .. runningVariance];
        });
        double[] Expected(double[] at)
        {
            (double[] means, double[] variances) = Statistics(at, channels, inner);
            return [.. at.Select((v, i) => (((v - means[i / inner % channels]) / Math.Sqrt(variances[i / inner % channels] + Epsilon)) * gain[i / inner % channels]) + bias[i / inner % channels])];
        }

        Compare.Close(Expected(Compare.Doubles(x)), forward.AsSpan(0, x.Length), 1e-5);
        (double[] m, double[] v) = Statistics(Compare.Doubles(x), channels, inner);
        Compare.Close([.. m.Select(a => 0.9 + (0.1 * a))], forward.AsSpan(x.Length, channels), 1e-5);
        Compare.Close([.. v.Select(a => 1.8 + (0.1 * (count > 1 ? a * count / (count - 1) : a)))], forward.AsSpan(x.Length + channels), 1e-5);

        float[] backward = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(dy), dGain = new float[channels], dBias = new float[channels];
            BatchNormKernels.Backward(team, inPlace, x, gain, mean, inverse, inPlace, dGain, dBias, outer, channels, inner);
            return [.. inPlace, .. dGain, .. dBias];
        });
        Compare.Gradient(Expected, x, dy, backward.AsSpan(0, x.Length), 2e-4);
        Compare.Close([.. Enumerable.Range(0, channels).Select(c => dy.Where((_, i) => i / inner % channels == c).Sum(d => (double)d))], backward.AsSpan(x.Length + channels), 1e-4);
        double[] normal = [.. Expected(Compare.Doubles(x)).Select((a, i) => (a - bias[i / inner % channels]) / gain[i / inner % channels])];
        Compare.Close([.. Enumerable.Range(0, channels).Select(c => dy.Select((d, i) => i / inner % channels == c ? d * normal[i] : 0).Sum())], backward.AsSpan(x.Length, channels), 2e-4);

        float[] predicted = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            BatchNormKernels.Predict(team, inPlace, gain, bias, mean, [.. Enumerable.Repeat(3f, channels)], inPlace, outer, channels, inner, Epsilon);
            return inPlace;
        });
        Compare.Close([.. x.Select((a, i) => ((a - (double)mean[i / inner % channels]) / Math.Sqrt(3 + (double)Epsilon) * gain[i / inner % channels]) + bias[i / inner % channels])], predicted, 1e-5);
    }

    [Theory]
    [InlineData(9, 5)]
    [InlineData(200, 70)]
    public void PaddedRowsAreNoPartOfTheStatistics(int rows, int channels)
    {
        float[] x = Reference.Random(rows * channels, 1, 3), gain = Reference.Random(channels, 2), bias = Reference.Random(channels, 3), dy = Reference.Random(x.Length, 4);
        float[] mask = [.. Enumerable.Range(0, rows).Select(row => row % 3 == 0 || row == 4 ? 0f : 1f)];
        float[] mean = new float[channels], inverse = new float[channels];
        int real = mask.Count(value => value != 0);
        (double[] Means, double[] Variances) Real(double[] at) => Statistics([.. at.Where((_, i) => mask[i / channels] != 0)], channels, 1);
        double[] Expected(double[] at)
        {
            (double[] means, double[] variances) = Real(at);
            return [.. at.Select((v, i) => ((v - means[i % channels]) / Math.Sqrt(variances[i % channels] + Epsilon) * gain[i % channels]) + bias[i % channels])];
        }

        float[] forward = Compare.OnEveryTeam(team =>
        {
            float[] y = new float[x.Length], runningMean = new float[channels], runningVariance = new float[channels];
            BatchNormKernels.Forward(team, x, gain, bias, runningMean, runningVariance, y, mean, inverse, rows, channels, 1, 0.1f, Epsilon, mask: mask);
            return [.. y, .. runningMean, .. runningVariance];
        });
        Compare.Close(Expected(Compare.Doubles(x)), forward.AsSpan(0, x.Length), 1e-5);
        (double[] m, double[] v) = Real(Compare.Doubles(x));
        Compare.Close([.. m.Select(a => 0.1 * a)], forward.AsSpan(x.Length, channels), 1e-5);
        Compare.Close([.. v.Select(a => 0.1 * a * real / (real - 1))], forward.AsSpan(x.Length + channels), 1e-5);
        float[] backward = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(dy);
            BatchNormKernels.Backward(team, inPlace, x, gain, mean, inverse, inPlace, new float[channels], new float[channels], rows, channels, 1, mask: mask);
            return inPlace;
        });
        Compare.Gradient(Expected, x, dy, backward, 2e-4);
    }

    /// <summary>A batch whose statistics are far smaller than the running ones leaves all of its digits: they used to be added as a difference.</summary>
    [Fact]
    public void SmallStatisticsKeepTheirDigits()
    {
        float[] x = [1e-6f, 3e-6f, 8e-6f], y = new float[3], mean = new float[1], inverse = new float[1], runningMean = [1], runningVariance = [1];
        BatchNormKernels.Forward(Compare.Team, x, [1], [0], runningMean, runningVariance, y, mean, inverse, 3, 1, 1, momentum: 1, Epsilon);
        Assert.Equal(4e-6, runningMean[0], 1e-12);
        Assert.Equal(1.3e-11, runningVariance[0], 1e-16);
    }

    [Fact]
    public void PaddingAloneMovesNoRunningStatistics()
    {
        float[] runningMean = [7, 8], runningVariance = [9, 10], y = new float[4];
        BatchNormKernels.Forward(Compare.Team, [1, 2, 3, 4], [1, 1], [0, 0], runningMean, runningVariance, y, [], [], 2, 2, 1, 0.1f, Epsilon, mask: [0, 0]);
        Assert.Equal([7, 8], runningMean);
        Assert.Equal([9, 10], runningVariance);
        Assert.All(y, value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>The mean of equal numbers, however large, is exactly theirs (1234567.9 once gave 0.9997 where 0 is right).</summary>
    [Theory]
    [InlineData(90, 1, 1)]
    [InlineData(90, 17, 1)]
    [InlineData(7, 3, 90)]
    [InlineData(1, 2, 1001)]
    public void AConstantChannelIsZero(int outer, int channels, int inner)
    {
        foreach (float value in (float[])[1234567.9f, -1e30f, 0.1f, 16777217f, 1e-30f, 3.3e37f])
        {
            float[] x = [.. Enumerable.Repeat(value, outer * channels * inner)], ones = [.. Enumerable.Repeat(1f, channels)], y = new float[x.Length];
            BatchNormKernels.Forward(Compare.Team, x, ones, new float[channels], new float[channels], new float[channels], y, [], [], outer, channels, inner, 0.1f, 1e-5f);
            Assert.All(y, zero => Assert.Equal(0, zero));
            float[] mean = new float[outer], inverse = new float[outer];
            GroupNormKernels.Forward(Compare.Team, x, ones, new float[channels], y, mean, inverse, outer, channels, inner, 1, 1e-5f);
            Assert.All(y, zero => Assert.Equal(0, zero));
            float[] gain = [.. Enumerable.Repeat(1f, channels * inner)];
            NormKernels.LayerNorm(Compare.Team, x, gain, new float[gain.Length], y, mean, inverse, outer, channels * inner, 1e-5f);
            Assert.All(y, zero => Assert.Equal(0, zero));
        }
    }

    [Theory]
    [InlineData(3, 6, 5, 2)]
    [InlineData(2, 4, 17, 4)]
    [InlineData(5, 3, 20, 1)]
    public void GroupNormAndItsGradient(int batch, int channels, int inner, int groups)
    {
        float[] x = Reference.Random(batch * channels * inner, 1, 3), gain = Reference.Random(channels, 2), bias = Reference.Random(channels, 3), dy = Reference.Random(x.Length, 4);
        float[] mean = new float[batch * groups], inverse = new float[batch * groups];
        int width = channels / groups * inner;
        double[] Expected(double[] at) => [.. at.Select((v, i) =>
        {
            double[] group = at[(i / width * width)..((i / width * width) + width)];
            double m = group.Average(), variance = group.Average(a => (a - m) * (a - m));
            return ((v - m) / Math.Sqrt(variance + Epsilon) * gain[i / inner % channels]) + bias[i / inner % channels];
        })];
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[x.Length];
            GroupNormKernels.Forward(team, x, gain, bias, result, mean, inverse, batch, channels, inner, groups, Epsilon);
            return result;
        });
        Compare.Close(Expected(Compare.Doubles(x)), y, 1e-5);
        float[] backward = Compare.OnEveryTeam(team =>
        {
            float[] dx = new float[x.Length], dGain = new float[channels], dBias = new float[channels];
            GroupNormKernels.Backward(team, dy, x, gain, mean, inverse, dx, dGain, dBias, batch, channels, inner, groups);
            return [.. dx, .. dGain, .. dBias];
        });
        Compare.Gradient(Expected, x, dy, backward.AsSpan(0, x.Length), 2e-4);
        Compare.Close([.. Enumerable.Range(0, channels).Select(c => dy.Where((_, i) => i / inner % channels == c).Sum(d => (double)d))], backward.AsSpan(x.Length + channels), 1e-5);
        double[] normal = [.. Expected(Compare.Doubles(x)).Select((a, i) => (a - bias[i / inner % channels]) / gain[i / inner % channels])];
        Compare.Close([.. Enumerable.Range(0, channels).Select(c => dy.Select((d, i) => i / inner % channels == c ? d * normal[i] : 0).Sum())], backward.AsSpan(x.Length, channels), 1e-4);
    }

    [Theory]
    [InlineData(4, 3, 5, 2)]
    [InlineData(70, 9, 11, 3)]
    [InlineData(1, 1, 1, 1)]
    public void UpsamplingAndItsGradient(int planes, int height, int width, int factor)
    {
        float[] x = Reference.Random(planes * height * width, 1), dy = Reference.Random(x.Length * factor * factor, 2);
        int wide = width * factor;
        int From(int i) => (i / (wide * height * factor) * height * width) + (i / wide % (height * factor) / factor * width) + (i % wide / factor);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[dy.Length];
            UpsampleKernels.Forward(team, x, result, planes, height, width, factor);
            return result;
        });
        Assert.Equal(Enumerable.Range(0, dy.Length).Select(i => x[From(i)]), y);
        float[] dx = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[x.Length];
            UpsampleKernels.Backward(team, dy, result, planes, height, width, factor);
            return result;
        });
        double[] expected = new double[x.Length];
        for (int i = 0; i < dy.Length; i++) expected[From(i)] += dy[i];
        Compare.Close(expected, dx, 1e-6);
    }

    private static (double[] Means, double[] Variances) Statistics(double[] x, int channels, int inner)
    {
        double[][] values = [.. Enumerable.Range(0, channels).Select(c => x.Where((_, i) => i / inner % channels == c).ToArray())];
        double[] means = [.. values.Select(each => each.Average())];
        return (means, [.. values.Select((each, c) => each.Average(v => (v - means[c]) * (v - means[c])))]);
    }
}
