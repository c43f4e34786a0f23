using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Moves and running sums: each number by the place that it comes from.</summary>
public sealed class MoveKernelsTests
{
    [Theory]
    [InlineData(new[] { 5 }, new[] { 1 }, new[] { 1 }, 2, 0)]
    [InlineData(new[] { 3, 4 }, new[] { 1, 3 }, new[] { 4, 1 }, 0, 0)] // the transpose
    [InlineData(new[] { 2, 3, 7 }, new[] { 30, -10, 1 }, new[] { 21, 7, 1 }, 23, 5)] // backwards, a part
    [InlineData(new[] { 4, 300, 5 }, new[] { 0, 5, 1 }, new[] { 1500, 5, 1 }, 0, 0)] // repeated
    [InlineData(new[] { 6, 1000 }, new[] { 1, 0 }, new[] { 1000, 1 }, 0, 0)]
    [InlineData(new[] { 200, 3, 90 }, new[] { 1, 200, 600 }, new[] { 270, 90, 1 }, 0, 0)]
    [InlineData(new[] { 4, 0 }, new[] { 1, 1 }, new[] { 1, 1 }, 0, 0)]
    public void EachNumberComesFromItsPlace(int[] sizes, int[] xSteps, int[] ySteps, int xStart, int yStart)
    {
        int count = sizes.Aggregate(1, (product, size) => product * size);
        int Place(int i, int[] steps, int start)
        {
            for (int axis = sizes.Length - 1; axis >= 0; i /= sizes[axis--]) start += i % sizes[axis] * steps[axis];
            return start;
        }

        int[] from = [.. Enumerable.Range(0, count).Select(i => Place(i, xSteps, xStart))], to = [.. Enumerable.Range(0, count).Select(i => Place(i, ySteps, yStart))];
        float[] x = Reference.Random(from.DefaultIfEmpty(0).Max() + 1, 1);
        float[] expected = [.. Enumerable.Repeat(7f, to.DefaultIfEmpty(0).Max() + 1)];
        for (int i = 0; i < count; i++) expected[to[i]] = x[from[i]];
        Assert.Equal(expected, Compare.OnEveryTeam(team =>
        {
            float[] y = [.. Enumerable.Repeat(7f, expected.Length)];
            MoveKernels.Copy(team, x, y, sizes, xSteps, ySteps, xStart, yStart);
            return y;
        }));
    }

    [Fact]
    public void PlacesOutsideAreRefused()
    {
        float[] x = new float[12], y = new float[12];
        Compare.Names("x", () => MoveKernels.Copy(Compare.Team, x, y, [3, 4], [4, 1], [4, 1], xStart: 1));
        Compare.Names("x", () => MoveKernels.Copy(Compare.Team, x, y, [3, 4], [-4, 1], [4, 1]));
        Compare.Names("y", () => MoveKernels.Copy(Compare.Team, x, y, [3, 4], [4, 1], [5, 1]));
        Compare.Names("ySteps", () => MoveKernels.Copy(Compare.Team, x, y, [3, 4], [4, 1], [1]));
        Compare.Names("sizes", () => MoveKernels.Copy(Compare.Team, x, y, [], [], []));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 1)]
    [InlineData(2, 5, 19)]
    [InlineData(1, 5000, 1)]
    [InlineData(500, 30, 4)]
    [InlineData(0, 3, 2)]
    public void RunningSums(int outer, int count, int inner)
    {
        float[] x = Reference.Random(outer * count * inner, 1);
        double[] sums = Compare.Doubles(x), fromEnd = Compare.Doubles(x);
        for (int i = 0; i < x.Length; i++) sums[i] += i / inner % count == 0 ? 0 : sums[i - inner];
        for (int i = x.Length - 1; i >= 0; i--) fromEnd[i] += i / inner % count == count - 1 ? 0 : fromEnd[i + inner];
        Compare.Close(sums, Run(ScanKernels.Sum), 1e-5);
        Compare.Close(fromEnd, Run(ScanKernels.SumFromEnd), 1e-5);

        float[] Run(Scan kernel)
        {
            float[] apart = Compare.OnEveryTeam(team =>
            {
                float[] y = new float[x.Length];
                kernel(team, x, y, outer, count, inner);
                return y;
            });
            float[] inPlace = Compare.Copy(x);
            kernel(Compare.Team, inPlace, inPlace, outer, count, inner);
            Assert.Equal(apart, inPlace);
            return apart;
        }
    }

    private delegate void Scan(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int outer, int count, int inner);
}
