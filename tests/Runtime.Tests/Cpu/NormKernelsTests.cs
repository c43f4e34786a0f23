using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class NormKernelsTests
{
    private const float Epsilon = 1e-5f;

    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 3, 2 }, { 2, 7 }, { 5, 16 }, { 4, 31 }, { 3, 65 }, { 2, 384 }, { 700, 100 }, { 33, 1000 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayerNormAgreesWithTheDefinition(int rows, int width)
    {
        float[] x = Reference.Random(rows * width, 1, 3), gain = Reference.Random(width, 2), bias = Reference.Random(width, 3);
        foreach (float[] b in new[] { bias, [] })
        {
            double[] expected = RowReference.LayerNorm(Compare.Doubles(x), Compare.Doubles(gain), Compare.Doubles(b.Length > 0 ? b : new float[width]), width, Epsilon);
            float[] y = Compare.OnEveryTeam(team =>
            {
                float[] inPlace = Compare.Copy(x);
                NormKernels.LayerNorm(team, inPlace, gain, b, inPlace, [], [], rows, width, Epsilon);
                return inPlace;
            });
            Compare.Close(expected, y, 1e-5);
        }

        float[] mean = new float[rows], inverse = new float[rows];
        NormKernels.LayerNorm(Compare.Team, x, gain, bias, new float[x.Length], mean, inverse, rows, width, Epsilon);
        Assert.Equal(x[..width].Average(), mean[0], 1e-5);
        Assert.Equal(1 / Math.Sqrt(x[..width].Average(v => (v - (double)mean[0]) * (v - mean[0])) + Epsilon), inverse[0], 1e-3);
    }

    [Fact]
    public void AFarMeanLosesNoDigits()
    {
        float[] x = Reference.Random(100, 1);
        float[] far = [.. x.Select(v => v + 1000)], ones = [.. Enumerable.Repeat(1f, 100)];
        double[] expected = RowReference.LayerNorm(Compare.Doubles(far), Compare.Doubles(ones), new double[100], 100, Epsilon);
        float[] y = new float[100];
        NormKernels.LayerNorm(Compare.Team, far, ones, new float[100], y, [], [], 1, 100, Epsilon);
        Compare.Close(expected, y, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void LayerNormBackwardIsTheGradient(int rows, int width)
    {
        if (width <= 2) return; // the result is constant: a derivative of nothing but rounding
        float[] x = Reference.Random(rows * width, 1, 3), gain = Reference.Random(width, 2), bias = Reference.Random(width, 3);
        float[] dy = Reference.Random(rows * width, 4), residual = Reference.Random(rows * width, 5), before = Reference.Random(width, 6);
        float[] mean = new float[rows], inverse = new float[rows];
        NormKernels.LayerNorm(Compare.Team, x, gain, bias, new float[x.Length], mean, inverse, rows, width, Epsilon);
        float[] all = Compare.OnEveryTeam(team =>
        {
            // dx once in place of dy, once in place of the residual, once in memory of its own.
            float[] dx = Compare.Copy(dy), added = Compare.Copy(residual), dGain = Compare.Copy(before), dBias = Compare.Copy(before), own = new float[x.Length];
            NormKernels.LayerNormBackward(team, dx, x, gain, mean, inverse, [], dx, dGain, dBias, rows, width);
            NormKernels.LayerNormBackward(team, dy, x, gain, mean, inverse, added, added, new float[width], [], rows, width);
            NormKernels.LayerNormBackward(team, dy, x, gain, mean, inverse, residual, own, new float[width], [], rows, width);
            Assert.Equal(own, added);
            Compare.Close([.. dx.Zip(residual, (a, b) => (double)a + b)], added, 1e-6);
            return [.. dx, .. dGain, .. dBias];
        });
        int n = rows * width;
        (double[] xs, double[] gs, double[] bs) = (Compare.Doubles(x), Compare.Doubles(gain), Compare.Doubles(bias));
        Compare.Gradient(v => RowReference.LayerNorm(v, gs, bs, width, Epsilon), x, dy, all.AsSpan(0, n), 2e-4);
        Compare.Gradient(v => RowReference.LayerNorm(xs, v, bs, width, Epsilon), gain, dy, Without(all.AsSpan(n, width), before), 1e-4);
        Compare.Gradient(v => RowReference.LayerNorm(xs, gs, v, width, Epsilon), bias, dy, Without(all.AsSpan(n + width, width), before), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void RmsNormAndItsGradient(int rows, int width)
    {
        float[] x = Reference.Random(rows * width, 1, 3), gain = Reference.Random(width, 2), inverse = new float[rows];
        float[] dy = Reference.Random(rows * width, 4), residual = Reference.Random(rows * width, 5), before = Reference.Random(width, 6);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            NormKernels.RmsNorm(team, inPlace, gain, inPlace, inverse, rows, width, Epsilon);
            return inPlace;
        });
        Compare.Close(RowReference.RmsNorm(Compare.Doubles(x), Compare.Doubles(gain), width, Epsilon), y, 1e-5);
        float[] all = Compare.OnEveryTeam(team =>
        {
            float[] dx = Compare.Copy(dy), added = Compare.Copy(residual), dGain = Compare.Copy(before);
            NormKernels.RmsNormBackward(team, dx, x, gain, inverse, [], dx, dGain, rows, width);
            NormKernels.RmsNormBackward(team, dy, x, gain, inverse, added, added, new float[width], rows, width);
            Compare.Close([.. dx.Zip(residual, (a, b) => (double)a + b)], added, 1e-6);
            return [.. dx, .. dGain];
        });
        (double[] xs, double[] gs) = (Compare.Doubles(x), Compare.Doubles(gain));
        Compare.Gradient(v => RowReference.RmsNorm(v, gs, width, Epsilon), x, dy, all.AsSpan(0, rows * width), 1e-4);
        Compare.Gradient(v => RowReference.RmsNorm(xs, v, width, Epsilon), gain, dy, Without(all.AsSpan(rows * width, width), before), 1e-4);
    }

    [Fact]
    public void NoRowsAreFine()
    {
        float[] gain = new float[5];
        NormKernels.LayerNorm(Compare.Team, [], gain, gain, [], [], [], 0, 5, Epsilon);
        NormKernels.LayerNormBackward(Compare.Team, [], [], gain, [], [], [], [], gain, gain, 0, 5);
        NormKernels.RmsNorm(Compare.Team, [], gain, [], [], 0, 5, Epsilon);
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        ThreadTeam team = Compare.Team;
        float[] x = new float[12], w = new float[4], r = new float[3], bad = new float[5];
        Compare.Names("x", () => NormKernels.LayerNorm(team, bad, w, w, x, r, r, 3, 4, Epsilon));
        Compare.Names("gain", () => NormKernels.LayerNorm(team, x, bad, w, x, r, r, 3, 4, Epsilon));
        Compare.Names("bias", () => NormKernels.LayerNorm(team, x, w, bad, x, r, r, 3, 4, Epsilon));
        Compare.Names("y", () => NormKernels.LayerNorm(team, x, w, w, bad, r, r, 3, 4, Epsilon));
        Compare.Names("mean", () => NormKernels.LayerNorm(team, x, w, w, x, bad, r, 3, 4, Epsilon));
        Compare.Names("inverseDeviation", () => NormKernels.LayerNorm(team, x, w, w, x, r, bad, 3, 4, Epsilon));
        Compare.Names("residualGradient", () => NormKernels.LayerNormBackward(team, x, x, w, r, r, bad, x, w, w, 3, 4));
        Compare.Names("dGain", () => NormKernels.LayerNormBackward(team, x, x, w, r, r, [], x, bad, w, 3, 4));
        Compare.Names("inverseRms", () => NormKernels.RmsNormBackward(team, x, x, w, bad, [], x, w, 3, 4));
    }

    private static float[] Without(ReadOnlySpan<float> sum, float[] before)
    {
        float[] result = sum.ToArray();
        for (int i = 0; i < result.Length; i++) result[i] -= before[i];
        return result;
    }
}
