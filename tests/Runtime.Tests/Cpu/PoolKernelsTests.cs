using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class PoolKernelsTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 6, 19)]
    [InlineData(2, 100, 384)]
    public void PoolsOverTime(int batch, int length, int width)
    {
        float[] x = Reference.Random(batch * length * width, 1), dy = Reference.Random(batch * width, 2);
        for (int i = 0; i < x.Length; i++) x[i] = MathF.Round(x[i] * 4); // ties
        float[] mask = [.. Enumerable.Range(0, batch * length).Select(i => i / length == 1 || i % 3 == 1 ? 0f : 1f)];
        foreach (float[] m in new[] { [], mask })
        {
            bool Real(int b, int t) => m.Length == 0 || m[(b * length) + t] != 0;
            float[] max = Run(dy.Length, (team, y) => PoolKernels.MaxOverTime(team, x, m, y, batch, length, width));
            float[] mean = Run(dy.Length, (team, y) => PoolKernels.MeanOverTime(team, x, m, y, batch, length, width));
            float[] dMax = Run(x.Length, (team, dx) => PoolKernels.MaxOverTimeBackward(team, dy, x, m, dx, batch, length, width));
            float[] dMean = Run(x.Length, (team, dx) => PoolKernels.MeanOverTimeBackward(team, dy, m, dx, batch, length, width));
            double[] expectedMean = new double[dy.Length], expectedDMean = new double[x.Length];
            float[] expectedMax = new float[dy.Length], expectedDMax = new float[x.Length];
            for (int i = 0; i < dy.Length; i++)
            {
                int b = i / width, c = i % width;
                int[] places = [.. Enumerable.Range(0, length).Where(t => Real(b, t)).Select(t => (((b * length) + t) * width) + c)];
                if (places.Length == 0) continue;
                expectedMax[i] = places.Max(p => x[p]);
                expectedMean[i] = places.Average(p => (double)x[p]);
                expectedDMax[places.First(p => x[p] == expectedMax[i])] = dy[i];
                foreach (int p in places) expectedDMean[p] = dy[i] / (double)places.Length;
            }

            Assert.Equal(expectedMax, max);
            Assert.Equal(expectedDMax, dMax);
            Compare.Close(expectedMean, mean);
            Compare.Close(expectedDMean, dMean);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 49)]
    [InlineData(300, 256)]
    public void PoolsOverSpace(int rows, int size)
    {
        float[] x = Reference.Random(rows * size, 1), dy = Reference.Random(rows, 2);
        float[] max = Run(rows, (team, y) => PoolKernels.MaxOverSpace(team, x, y, rows, size));
        float[] mean = Run(rows, (team, y) => PoolKernels.MeanOverSpace(team, x, y, rows, size));
        float[] dMax = Run(x.Length, (team, dx) => PoolKernels.MaxOverSpaceBackward(team, dy, x, dx, rows, size));
        float[] dMean = Run(x.Length, (team, dx) => PoolKernels.MeanOverSpaceBackward(team, dy, dx, rows, size));
        for (int r = 0; r < rows; r++)
        {
            float[] row = x[(r * size)..((r + 1) * size)];
            Assert.Equal(row.Max(), max[r]);
            Assert.Equal(row.Average(v => (double)v), mean[r], 1e-6);
            int first = Array.IndexOf(row, max[r]);
            Assert.Equal(row.Select((_, i) => i == first ? dy[r] : 0), dMax[(r * size)..((r + 1) * size)]);
        }

        Assert.Equal(dy.SelectMany(d => Enumerable.Repeat(d / size, size)), dMean);
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        float[] six = new float[6], bad = new float[5];
        Compare.Names("x", () => PoolKernels.MaxOverTime(Compare.Team, bad, [], six, 1, 1, 6));
        Compare.Names("mask", () => PoolKernels.MeanOverTime(Compare.Team, six, bad, six, 1, 1, 6));
        Compare.Names("dx", () => PoolKernels.MeanOverTimeBackward(Compare.Team, six, [], bad, 1, 1, 6));
        Compare.Names("y", () => PoolKernels.MaxOverSpace(Compare.Team, six, bad, 2, 3));
        Compare.Names("size", () => PoolKernels.MeanOverSpace(Compare.Team, [], [], 0, 0));
    }

    private static float[] Run(int count, Action<ThreadTeam, float[]> kernel) => Compare.OnEveryTeam(team =>
    {
        float[] result = [.. Enumerable.Repeat(9f, count)];
        kernel(team, result);
        return result;
    });
}
