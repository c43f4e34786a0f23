using System;
using System.Linq;
using ModelGen.Cpu;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Small;
using Xunit;
using Format = ModelGen.Quantization.Weights;

namespace ModelGen.Runtime.Tests.Cpu;

/// <content>Products whose inputs have one range for all rows.</content>
public sealed partial class SmallProductsTests
{
    /// <summary>The definition: x is cut off at the range and rounded to steps of it. The same bits on every width and with any number of threads.</summary>
    [Fact]
    public void ARangeForAllRows()
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            SmallMatrix small = Matrix(outputs, inputs, Format.Int8, false);
            small.Input.Scale = 0.4f / sbyte.MaxValue;
            float range = small.Input.Largest;
            float[] weight = new float[outputs * inputs], x = Reference.Random(rows * inputs, 1), cut = Array.ConvertAll(x, value => Math.Clamp(value, -range, range));
            Assert.True(rows * inputs < 30 || !x.SequenceEqual(cut));
            ParameterStore.ReadAll(small, weight);
            (double[] value, double[] magnitude) = Reference.Multiply(false, true, rows, outputs, inputs, cut, inputs, weight, inputs);
            float[]? first = null;
            foreach (int path in VectorPaths.Supported)
            {
                foreach (ThreadTeam team in Teams)
                {
                    float[] y = new float[rows * outputs];
                    LinearKernels.Forward(team, x, new WeightMatrix(small), [], y, rows, inputs, outputs, Activation.None, default, default, path);
                    first ??= y;
                    Assert.Equal(first, y);
                }
            }

            for (int i = 0; i < first!.Length; i++)
            {
                double steps = 0;
                foreach (float own in weight.AsSpan(i % outputs * inputs, inputs)) steps += Math.Abs(own);
                Assert.Equal(value[i], first[i], (1e-6 * (2 + magnitude[i])) + (0.51 * range / WholeRows.Most(inputs) * steps));
            }
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(3)]
    public void WithARangeTooWhatIsNotFiniteStaysSo(int rows)
    {
        SmallMatrix small = Matrix(9, 40, Format.Int8, false);
        small.Input.Scale = 0.01f;
        float[] x = Reference.Random(rows * 40, 1), y = new float[rows * 9];
        x[45] = float.NaN;
        x[90] = float.NegativeInfinity;
        LinearKernels.Forward(Teams[1], x, new WeightMatrix(small), [], y, rows, 40, 9);
        for (int i = 0; i < y.Length; i++) Assert.Equal(i / 9 is not (1 or 2), float.IsFinite(y[i]));
    }

    /// <summary>A share of numbers is within a range where, sorted, that many come first; to within a bin, which is at most 1/2048 of the largest.</summary>
    [Theory]
    [InlineData(1e-3f)]
    [InlineData(1f)]
    [InlineData(1e30f)]
    public unsafe void RangesHoldTheirShare(float unit)
    {
        Random random = new(4);
        float[] x = [.. Enumerable.Range(0, 20_000).Select(i => unit * (float)(Math.Log(1 - random.NextDouble()) * (1 + (i / 2000)) * (random.Next(2) - 0.5)))];
        float[] sorted = [.. x.Select(MathF.Abs).Order()];
        InputRange range = new();
        fixed (float* start = x)
        {
            for (int row = 0; row < 20; row += 4) range.See(new Product { M = 4, K = 1000, A = new Operand((IntPtr)(start + (row * 1000)), 1000, DepthAdjacent: true) }, 1000);
        }

        Assert.Equal((20_000, sorted[^1], true), (range.Count, range.Largest, range.IsFinite));
        Assert.Equal(sorted[^1], range.Within(1));
        foreach (double share in new[] { 0.6, 0.9, 0.99, 0.999, 0.9999 })
        {
            float exact = sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
            Assert.InRange(range.Within(share), exact, exact + (sorted[^1] / 2048));
        }
    }
}
