using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class WindowPoolTests
{
    public static TheoryData<int, WindowShape> Cases => new()
    {
        { 6, new(8, 8, 2, 2) },
        { 3, new(7, 9, 2, 2) },
        { 5, new(20, 37, 2, 2) },
        { 2, new(9, 7, 3, 2, Padding: 1) },
        { 5, new(5, 5, 3, 1, Padding: 1) },
        { 4, new(4, 6, 2, 3) },
        { 2, new(3, 3, 3, 3) },
        { 70, new(33, 31, 4, 4, Padding: 2) },
        { 1, new(1, 1, 1, 1) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheDefinition(int planes, WindowShape s)
    {
        // Few different values: maxima occur twice.
        float[] x = [.. Reference.Random(planes * s.Pixels, 1, 4).Select(v => MathF.Round(v))], dy = Reference.Random(planes * s.Places, 2);
        float[] max = Run(dy.Length, (team, y) => WindowPoolKernels.Max(team, x, y, planes, s));
        float[] mean = Run(dy.Length, (team, y) => WindowPoolKernels.Mean(team, x, y, planes, s));
        float[] maxBackward = Run(x.Length, (team, dx) => WindowPoolKernels.MaxBackward(team, dy, x, dx, planes, s));
        float[] meanBackward = Run(x.Length, (team, dx) => WindowPoolKernels.MeanBackward(team, dy, dx, planes, s));
        double[] toMax = new double[x.Length], toMean = new double[x.Length];
        for (int i = 0; i < dy.Length; i++)
        {
            int[] window = [.. Window(s, i)];
            int first = window.OrderByDescending(at => x[at]).First();
            Assert.Equal(x[first], max[i]);
            Assert.Equal(window.Sum(at => (double)x[at]) / (s.Size * s.Size), mean[i], 1e-5);
            toMax[first] += dy[i];
            foreach (int at in window) toMean[at] += (double)dy[i] / (s.Size * s.Size);
        }

        Compare.Close(toMax, maxBackward, 1e-6);
        Compare.Close(toMean, meanBackward, 1e-6);
    }

    [Fact]
    public void AMaximumDoesNotHideANaN()
    {
        WindowShape s = new(2, 40, 2, 2);
        for (int at = 0; at < s.Pixels; at++)
        {
            float[] x = Reference.Random(s.Pixels, 1), y = new float[s.Places];
            x[at] = float.NaN;
            WindowPoolKernels.Max(Compare.Team, x, y, 1, s);
            Assert.Equal(at % s.Width / 2, Assert.Single(Enumerable.Range(0, s.Places), i => float.IsNaN(y[i])));
        }
    }

    [Fact]
    public void WrongSizesNameTheArgument()
    {
        float[] four = new float[4], one = new float[1];
        WindowShape s = new(2, 2, 2, 2);
        Compare.Names("x", () => WindowPoolKernels.Max(Compare.Team, one, one, 1, s));
        Compare.Names("y", () => WindowPoolKernels.Mean(Compare.Team, four, four, 1, s));
        Compare.Names("dy", () => WindowPoolKernels.MeanBackward(Compare.Team, four, four, 1, s));
        Compare.Names("dx", () => WindowPoolKernels.MaxBackward(Compare.Team, one, four, one, 1, s));
        Compare.Names("shape", () => WindowPoolKernels.Max(Compare.Team, four, one, 1, s with { Padding = 2 }));
        Compare.Names("shape", () => WindowPoolKernels.Max(Compare.Team, four, one, 1, s with { Size = 3 }));
        Compare.Names("shape", () => WindowPoolKernels.Max(Compare.Team, four, one, 1, s with { Stride = 0 }));
    }

    private static float[] Run(int count, Action<ThreadTeam, float[]> kernel) => Compare.OnEveryTeam(team =>
    {
        float[] result = Enumerable.Repeat(float.NaN, count).ToArray();
        kernel(team, result);
        return result;
    });

    // The pixels under window i of all planes, row by row.
    private static IEnumerable<int> Window(WindowShape s, int i)
    {
        int plane = i / s.Places, row = i % s.Places / s.OutWidth, column = i % s.OutWidth;
        for (int h = (row * s.Stride) - s.Padding; h < (row * s.Stride) - s.Padding + s.Size; h++)
        {
            for (int w = (column * s.Stride) - s.Padding; w < (column * s.Stride) - s.Padding + s.Size; w++)
            {
                if (h >= 0 && h < s.Height && w >= 0 && w < s.Width) yield return (((plane * s.Height) + h) * s.Width) + w;
            }
        }
    }
}
