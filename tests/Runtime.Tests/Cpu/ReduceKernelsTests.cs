using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Reductions against double precision: long and short axes, in the middle and at the end, all steps real or some.</summary>
public sealed class ReduceKernelsTests
{
    private delegate void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step);

    private static readonly Dictionary<string, (Forward Kernel, Func<double[], double> Definition)> s_kinds = new()
    {
        ["Sum"] = (ReduceKernels.Sum, x => x.Sum()),
        ["Mean"] = (ReduceKernels.Mean, x => x.Average()),
        ["Max"] = (ReduceKernels.Max, x => x.Max()),
        ["Min"] = (ReduceKernels.Min, x => x.Min()),
    };

    public static TheoryData<string, int, int, int, int> Shapes
    {
        get
        {
            TheoryData<string, int, int, int, int> shapes = [];
            foreach (string kind in s_kinds.Keys)
            {
                foreach ((int outer, int count, int inner, int step) in new[]
                {
                    (1, 1, 1, 1), (3, 7, 1, 1), (2, 12, 1, 3), (5, 6, 4, 2), (1, 100_003, 1, 1), (2, 40_000, 1, 8), (1, 2500, 64, 1), (1, 2400, 70, 4), (3, 1100, 5, 1), (40, 3, 1000, 1), (2, 5, 3001, 1), (300, 20, 16, 1), (4, 0, 3, 1), (0, 3, 3, 1),
                })
                {
                    shapes.Add(kind, outer, count, inner, step);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheNumbersAreTheDefinition(string kind, int outer, int count, int inner, int step)
    {
        (Forward kernel, Func<double[], double> definition) = s_kinds[kind];
        float[] x = Reference.Random(outer * count * inner, 3);
        foreach (float[] mask in Masks(outer, count, step))
        {
            float[] y = Compare.OnEveryTeam(team =>
            {
                float[] result = [.. Enumerable.Repeat(7f, outer * inner)];
                kernel(team, x, mask, result, outer, count, inner, step);
                return result;
            });
            Compare.Close([.. Rows(outer, count, inner, mask, step).Select(own => own.Length == 0 ? 0 : definition([.. own.Select(i => (double)x[i])]))], y, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void GradientsAreTheDefinition(string kind, int outer, int count, int inner, int step)
    {
        float[] x = [.. Reference.Random(outer * count * inner, 3).Select(value => MathF.Round(value * 4))], dy = Reference.Random(outer * inner, 4); // ties
        foreach (float[] mask in Masks(outer, count, step))
        {
            float[] y = new float[outer * inner];
            s_kinds[kind].Kernel(Compare.Team, x, mask, y, outer, count, inner, step);
            float[] dx = Compare.OnEveryTeam(team =>
            {
                float[] result = [.. Enumerable.Repeat(7f, x.Length)];
                if (kind == "Sum") ReduceKernels.SumBackward(team, dy, mask, result, outer, count, inner, step);
                else if (kind == "Mean") ReduceKernels.MeanBackward(team, dy, mask, result, outer, count, inner, step);
                else ReduceKernels.ExtremeBackward(team, dy, x, y, mask, result, outer, count, inner, step);
                return result;
            });
            double[] expected = new double[x.Length];
            int[][] rows = [.. Rows(outer, count, inner, mask, step)];
            for (int i = 0; i < rows.Length; i++)
            {
                if (kind is "Sum" or "Mean")
                {
                    foreach (int place in rows[i]) expected[place] = kind == "Sum" ? dy[i] : (double)dy[i] / rows[i].Length;
                }
                else if (rows[i].Length > 0)
                {
                    expected[rows[i].First(place => x[place] == y[i])] = dy[i];
                }
            }

            Compare.Close(expected, dx);
        }
    }

    [Fact]
    public void NaNIsGreatestAndLeast()
    {
        foreach (int inner in new[] { 1, 3 })
        {
            float[] x = Reference.Random(40 * inner, 1), y = new float[inner], dx = new float[x.Length];
            x[17 * inner] = float.NaN;
            ReduceKernels.Max(Compare.Team, x, default, y, 1, 40, inner);
            Assert.True(float.IsNaN(y[0]) && (inner == 1 || float.IsFinite(y[1])));
            ReduceKernels.Min(Compare.Team, x, default, y, 1, 40, inner);
            Assert.True(float.IsNaN(y[0]) && (inner == 1 || float.IsFinite(y[1])));
            ReduceKernels.ExtremeBackward(Compare.Team, [.. Enumerable.Repeat(2f, inner)], x, y, default, dx, 1, 40, inner);
            Assert.Equal(2, dx[17 * inner]);
        }
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        float[] x = new float[24];
        Compare.Names("x", () => ReduceKernels.Sum(Compare.Team, x, default, new float[6], 2, 5, 3));
        Compare.Names("y", () => ReduceKernels.Sum(Compare.Team, x, default, new float[5], 2, 4, 3));
        Compare.Names("mask", () => ReduceKernels.Mean(Compare.Team, x, new float[3], new float[6], 2, 4, 3, 2));
        Compare.Names("step", () => ReduceKernels.Mean(Compare.Team, x, new float[2], new float[6], 2, 4, 3, 3));
        Compare.Names("dy", () => ReduceKernels.SumBackward(Compare.Team, new float[5], default, x, 2, 4, 3));
        Compare.Names("dx", () => ReduceKernels.ExtremeBackward(Compare.Team, new float[6], x, new float[6], default, new float[23], 2, 4, 3));
    }

    // None; some, and one example without any; the first part alone.
    private static IEnumerable<float[]> Masks(int outer, int count, int step)
    {
        int steps = outer * count / step, own = count / step;
        yield return [];
        if (steps > 0)
        {
            yield return [.. Enumerable.Range(0, steps).Select(i => i / own == 1 || i % 3 == 1 ? 0f : 1f)];
            yield return [.. Enumerable.Range(0, steps).Select(i => i % own < (own + 1) / 2 ? 1f : 0f)];
        }
    }

    // For each result the places of the numbers that count.
    private static IEnumerable<int[]> Rows(int outer, int count, int inner, float[] mask, int step) =>
        from o in Enumerable.Range(0, outer)
        from i in Enumerable.Range(0, inner)
        select Enumerable.Range(0, count).Where(r => mask.Length == 0 || mask[((o * count) + r) / step] != 0).Select(r => (((o * count) + r) * inner) + i).ToArray();
}
