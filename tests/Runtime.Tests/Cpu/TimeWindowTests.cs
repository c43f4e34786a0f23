using System;
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
        Array.Clear(masked, (batch - 1) * length, length - 1); // one step behind padding: shorter than most windows
        foreach (float[] mask in (float[][])[[], masked, new float[batch * length]])
        {
            float[] max = Run(dy.Length, (team, y) => TimeWindowKernels.Max(team, x, mask, y, batch, length, windows, width, size, stride, padding));
            float[] mean = Run(dy.Length, (team, y) => TimeWindowKernels.Mean(team, x, mask, y, batch, length, windows, width, size, stride, padding));
            float[] maxBackward = Run(x.Length, (team, dx) => TimeWindowKernels.MaxBackward(team, dy, x, mask, dx, batch, length, windows, width, size, stride, padding));
            float[] meanBackward = Run(x.Length, (team, dx) => TimeWindowKernels.MeanBackward(team, dy, mask, dx, batch, length, windows, width, size, stride, padding));
            double[] toMax = new double[x.Length], toMean = new double[x.Length], expectedMax = new double[dy.Length], expectedMean = new double[dy.Length];
            for (int b = 0; b < batch; b++)
            {
                float[] steps = mask.Length == 0 ? [.. Enumerable.Repeat(1f, length)] : mask[(b * length)..((b + 1) * length)];
                AloneWindows alone = new(steps, windows, size, stride, 2 * padding);
                for (int window = 0; window < alone.Count; window++)
                for (int c = 0; c < width; c++)
                {
                    // What is shorter than a window counts as zeros up to it; beyond, a maximum sees nothing.
                    int from = (window * stride) - padding;
                    int[] seen = [.. Enumerable.Range(Math.Max(from, 0), size).Where(t => t < Math.Min(from + size, Math.Max(alone.Length, size - (2 * padding))))];
                    int[] places = [.. seen.Select(t => alone.Step(t) is >= 0 and int step ? (((b * length) + step) * width) + c : -1)];
                    int i = (((b * windows) + alone.First + window) * width) + c;
                    expectedMax[i] = places.Max(at => at < 0 ? 0 : x[at]);
                    expectedMean[i] = places.Sum(at => at < 0 ? 0 : (double)x[at]) / size;
                    foreach (int at in places.Where(at => at >= 0)) toMean[at] += (double)dy[i] / size;
                    int first = places.First(at => (at < 0 ? 0 : x[at]) == expectedMax[i]);
                    if (first >= 0) toMax[first] += dy[i];
                }
            }

            Compare.Close(expectedMax, max, 0);
            Compare.Close(expectedMean, mean, 1e-6);
            Compare.Close(toMax, maxBackward, 1e-6);
            Compare.Close(toMean, meanBackward, 1e-6);
        }
    }

    [Theory]
    [InlineData(9, 3, 1, 0)]
    [InlineData(9, 3, 2, 1)]
    [InlineData(12, 5, 2, 2)]
    [InlineData(5, 1, 1, 0)]
    [InlineData(4, 6, 3, 0)]
    public void AWindowIsRealIfTheSequenceHasItAlone(int length, int span, int stride, int padding)
    {
        const int Batch = 20;
        int windows = Math.Max(Windows(length, span, stride, padding), 1);
        Random random = new(4);
        float[] mask = [.. Enumerable.Range(0, Batch * length).Select(_ => random.Next(4) == 0 ? 1f : 0f)];
        float[] result = Enumerable.Repeat(float.NaN, Batch * windows).ToArray();
        TimeWindowKernels.Mask(mask, result, Batch, length, windows, span, stride, 2 * padding);
        Assert.Equal(
            Enumerable.Range(0, result.Length).Select(i =>
            {
                AloneWindows alone = new(mask[(i / windows * length)..(((i / windows) + 1) * length)], windows, span, stride, 2 * padding);
                return i % windows >= alone.First && i % windows < alone.First + alone.Count ? 1f : 0f;
            }),
            result);
    }

    [Theory]
    [InlineData(new float[] { 1, 1, 1, 1, 0, 0 }, new float[] { 1, 1, 0, 0 })] // windows of three steps: two over four steps
    [InlineData(new float[] { 0, 0, 1, 1, 1, 1 }, new float[] { 0, 0, 1, 1 })]
    [InlineData(new float[] { 1, 0, 0, 1, 0, 0 }, new float[] { 1, 1, 0, 0 })] // padding between real steps is inside
    [InlineData(new float[] { 1, 1, 0, 0, 0, 0 }, new float[] { 1, 0, 0, 0 })] // shorter than a window
    [InlineData(new float[] { 0, 0, 0, 0, 0, 1 }, new float[] { 0, 0, 0, 1 })]
    [InlineData(new float[] { 0, 0, 0, 0, 0, 0 }, new float[] { 0, 0, 0, 0 })]
    public void RealWindows(float[] mask, float[] expected)
    {
        float[] result = new float[4];
        TimeWindowKernels.Mask(mask, result, 1, 6, 4, span: 3, stride: 1, padding: 0);
        Assert.Equal(expected, result);
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
        Compare.Names("mask", () => TimeWindowKernels.Mask(one, one, 1, 4, 2, 2, 2, 0));
        Compare.Names("result", () => TimeWindowKernels.Mask(four, one, 1, 4, 2, 2, 2, 0));
    }

    private static int Windows(int length, int reach, int stride, int padding) => ((length + (2 * padding) - reach) / stride) + 1;

    private static float[] Run(int count, Action<ThreadTeam, float[]> kernel) => Compare.OnEveryTeam(team =>
    {
        float[] result = Enumerable.Repeat(float.NaN, count).ToArray();
        kernel(team, result);
        return result;
    });
}
