using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Pools over windows of time and windows over masks, against their definitions in double precision.</summary>
public sealed class TimeWindowTests
{
    /// <summary>Batch, length, width, size, stride, padding: windows side by side, overlapping, with gaps, beyond both edges, one window, one step.</summary>
    public static TheoryData<int, int, int, int, int, int> Cases => new()
    {
        { 2, 8, 5, 2, 2, 0 },
        { 3, 9, 17, 3, 1, 0 },
        { 1, 11, 4, 2, 3, 0 },
        { 2, 7, 33, 3, 2, 1 },
        { 4, 6, 3, 4, 1, 2 },
        { 2, 5, 6, 5, 5, 0 },
        { 1, 1, 1, 1, 1, 0 },
        { 5, 40, 64, 8, 4, 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void PoolsAgreeWithTheDefinition(int batch, int length, int width, int size, int stride, int padding)
    {
        int windows = Windows(length, size, stride, padding);

        // Few different values: maxima occur twice.
        float[] x = [.. Reference.Random(batch * length * width, 1, 4).Select(value => MathF.Round(value))], dy = Reference.Random(batch * windows * width, 2);
        Random random = new(3);
        float[] masked = [.. Enumerable.Range(0, batch * length).Select(i => i < length || random.Next(3) > 0 ? 1f : 0f)];
        Array.Clear(masked, (batch - 1) * length, length / 2); // whole windows without a real step
        foreach (float[] mask in (float[][])[[], masked])
        {
            float[] max = Run(dy.Length, (team, y) => TimeWindowKernels.Max(team, x, mask, y, batch, length, windows, width, size, stride, padding));
            float[] mean = Run(dy.Length, (team, y) => TimeWindowKernels.Mean(team, x, mask, y, batch, length, windows, width, size, stride, padding));
            float[] maxBackward = Run(x.Length, (team, dx) => TimeWindowKernels.MaxBackward(team, dy, x, mask, dx, batch, length, windows, width, size, stride, padding));
            float[] meanBackward = Run(x.Length, (team, dx) => TimeWindowKernels.MeanBackward(team, dy, mask, dx, batch, length, windows, width, size, stride, padding));
            double[] toMax = new double[x.Length], toMean = new double[x.Length];
            for (int i = 0; i < dy.Length; i++)
            {
                int sequence = i / width / windows, first = (i / width % windows * stride) - padding;
                int[] real = [.. Steps(first, size, 1, length).Select(t => (sequence * length) + t).Where(step => mask.Length == 0 || mask[step] != 0).Select(step => (step * width) + (i % width))];
                double part = mask.Length == 0 ? 1.0 / size : real.Length == 0 ? 0 : 1.0 / real.Length;
                Assert.Equal(real.Sum(at => (double)x[at]) * part, mean[i], 1e-5);
                foreach (int at in real) toMean[at] += dy[i] * part;
                Assert.Equal(real.Length == 0 ? 0 : real.Max(at => x[at]), max[i]);
                if (real.Length > 0) toMax[real.OrderByDescending(at => x[at]).First()] += dy[i];
            }

            Compare.Close(toMax, maxBackward, 1e-6);
            Compare.Close(toMean, meanBackward, 1e-6);
        }
    }

    [Theory]
    [InlineData(9, 3, 1, 0, 1)]
    [InlineData(9, 3, 2, 1, 1)]
    [InlineData(12, 3, 2, 2, 2)]
    [InlineData(5, 1, 1, 0, 1)]
    public void AWindowIsPaddingIfEveryStepInItIs(int length, int kernel, int stride, int padding, int dilation)
    {
        const int Batch = 6;
        int windows = Windows(length, (dilation * (kernel - 1)) + 1, stride, padding);
        Random random = new(4);
        float[] mask = [.. Enumerable.Range(0, Batch * length).Select(_ => random.Next(4) == 0 ? 1f : 0f)];
        float[] result = Enumerable.Repeat(float.NaN, Batch * windows).ToArray();
        TimeWindowKernels.Mask(mask, result, Batch, length, windows, kernel, stride, padding, dilation);
        Assert.Equal(
            Enumerable.Range(0, result.Length).Select(i => Steps((i % windows * stride) - padding, kernel, dilation, length).Any(t => mask[(i / windows * length) + t] != 0) ? 1f : 0f),
            result);
    }

    [Fact]
    public void WrongSizesNameTheArgument()
    {
        float[] eight = new float[8], four = new float[4], one = new float[1];
        Compare.Names("x", () => TimeWindowKernels.Max(Compare.Team, one, [], four, 1, 4, 2, 2, 2, 2, 0));
        Compare.Names("mask", () => TimeWindowKernels.Max(Compare.Team, eight, one, four, 1, 4, 2, 2, 2, 2, 0));
        Compare.Names("y", () => TimeWindowKernels.Mean(Compare.Team, eight, [], one, 1, 4, 2, 2, 2, 2, 0));
        Compare.Names("dy", () => TimeWindowKernels.MeanBackward(Compare.Team, one, [], eight, 1, 4, 2, 2, 2, 2, 0));
        Compare.Names("dy", () => TimeWindowKernels.MaxBackward(Compare.Team, one, eight, [], eight, 1, 4, 2, 2, 2, 2, 0));
        Compare.Names("mask", () => TimeWindowKernels.Mask(one, one, 1, 4, 2, 2, 2, 0, 1));
        Compare.Names("result", () => TimeWindowKernels.Mask(four, one, 1, 4, 2, 2, 2, 0, 1));
    }

    private static int Windows(int length, int reach, int stride, int padding) => ((length + (2 * padding) - reach) / stride) + 1;

    // The steps of a window that are in the sequence.
    private static IEnumerable<int> Steps(int first, int taps, int dilation, int length) => Enumerable.Range(0, taps).Select(tap => first + (tap * dilation)).Where(t => t >= 0 && t < length);

    private static float[] Run(int count, Action<ThreadTeam, float[]> kernel) => Compare.OnEveryTeam(team =>
    {
        float[] result = Enumerable.Repeat(float.NaN, count).ToArray();
        kernel(team, result);
        return result;
    });
}
