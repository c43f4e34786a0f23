using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class ConvolutionTests
{
    /// <summary>Batch and sizes: every argument, odd sizes, more depth than one pass, one window, one image for two threads.</summary>
    public static TheoryData<int, ConvolutionShape> Cases => new()
    {
        { 2, new(3, 12, 12, 8, 3, Padding: 1, EndPadding: 1) },
        { 5, new(3, 32, 32, 32, 3) },
        { 3, new(4, 9, 7, 5, 2, Padding: 0, EndPadding: 1) },
        { 2, new(6, 11, 10, 4, 3, Stride: 2) },
        { 2, new(4, 13, 9, 6, 3, Stride: 3, Padding: 2, EndPadding: 2, Dilation: 2) },
        { 3, new(6, 8, 8, 9, 3, Padding: 1, EndPadding: 1, Groups: 3) },
        { 2, new(4, 6, 6, 4, 3, Stride: 2, Padding: 1, EndPadding: 1, Groups: 4) },
        { 1, new(40, 10, 10, 20, 3, Padding: 1, EndPadding: 1) },
        { 4, new(7, 5, 5, 3, 1) },
        { 2, new(2, 3, 3, 3, 3) },
        { 1, new(1, 1, 1, 1, 1) },
        { 2, new(2, 4, 4, 3, 1, Padding: 2, EndPadding: 2) },
        { 1, new(2, 4, 5, 3, 2, Stride: 4, Padding: 3, EndPadding: 3) },
        { 40, new(2, 6, 6, 3, 3, Stride: 2) },
        { 3, new(30, 14, 37, 17, 3, Padding: 1, EndPadding: 1, Dilation: 2) },
        { 4, new(8, 20, 20, 8, 5, Groups: 8) },

        // More than one pass of taps with filters that the tile does not divide: the packed filters used to end in the tables behind them.
        { 2, new(32, 16, 16, 64, 5, Padding: 2, EndPadding: 2) },
        { 3, new(64, 8, 8, 64, 3) },
        { 2, new(48, 9, 9, 16, 4) },
        { 3, new(48, 7, 7, 64, 4) },
        { 2, new(16, 12, 12, 31, 7) },
        { 2, new(128, 6, 6, 64, 3, Groups: 2) },
        { 3, new(40, 8, 8, 17, 5, Stride: 2, Padding: 2, EndPadding: 2) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithTheDefinition(int batch, ConvolutionShape s)
    {
        float[] x = Reference.Random(batch * s.Channels * s.Pixels, 1), weight = Reference.Random(s.Weights, 2), bias = Reference.Random(s.Filters, 3);
        float[] dy = Reference.Random(batch * s.Filters * s.Places, 4);
        foreach (int path in VectorPaths.Supported)
        {
            float[] y = Compare.OnEveryTeam(team => With(dy.Length, result => ConvolutionKernels.Forward(team, x, weight, bias, result, batch, s, Activation.None, [], path)));
            Compare.Close(ConvolutionReference.Forward(Compare.Doubles(x), Compare.Doubles(weight), Compare.Doubles(bias), batch, s), y, Rounding(s.Weights / s.Filters));

            float[] dx = Compare.OnEveryTeam(team => With(x.Length, result => ConvolutionKernels.BackwardInput(team, dy, weight, result, batch, s, [], path)));
            Compare.Close(ConvolutionReference.BackwardInput(Compare.Doubles(dy), Compare.Doubles(weight), batch, s), dx, Rounding(s.Weights / s.Channels));

            float[] before = Reference.Random(weight.Length + bias.Length, 5);
            float[] gradients = Compare.OnEveryTeam(team =>
            {
                float[] result = Compare.Copy(before);
                ConvolutionKernels.BackwardWeight(team, dy, x, result.AsSpan(0, weight.Length), result.AsSpan(weight.Length), batch, s, path);
                return result;
            });
            double[] dw = ConvolutionReference.BackwardWeight(Compare.Doubles(dy), Compare.Doubles(x), batch, s);
            double[] db = [.. Enumerable.Range(0, s.Filters).Select(f => dy.Select((v, i) => i / s.Places % s.Filters == f ? (double)v : 0).Sum())];
            Compare.Close([.. dw.Concat(db).Zip(before, (g, b) => g + b)], gradients, 1e-4);
        }

        // Roundings of a sum add up as a random walk; without a fused multiply-add there are two for each term.
        static double Rounding(int terms) => 1e-5 * Math.Max(1, Math.Sqrt(terms / 256.0));

        static float[] With(int count, Action<float[]> kernel)
        {
            float[] result = Enumerable.Repeat(float.NaN, count).ToArray();
            kernel(result);
            return result;
        }
    }

    /// <summary>More taps than a packed product adds up at once, and three images: teams of one and two take one each, a team of four shares each of them. Sums of so many numbers around 1 differ by more.</summary>
    [Fact]
    public void ManyTapsHaveTheSameBitsOnEveryTeam()
    {
        const int Batch = 3;
        ConvolutionShape s = new(50, 10, 7, 50, 7, Padding: 3, EndPadding: 3);
        float[] x = Reference.Random(Batch * s.Channels * s.Pixels, 1), weight = Reference.Random(s.Weights, 2), bias = Reference.Random(s.Filters, 3);
        foreach (int path in VectorPaths.Supported)
        {
            float[] y = Compare.OnEveryTeam(team => Into(Batch * s.Filters * s.Places, result => ConvolutionKernels.Forward(team, x, weight, bias, result, Batch, s, Activation.None, [], path)));
            Compare.Close(ConvolutionReference.Forward(Compare.Doubles(x), Compare.Doubles(weight), Compare.Doubles(bias), Batch, s), y, 1e-4);
            float[] dx = Compare.OnEveryTeam(team => Into(x.Length, result => ConvolutionKernels.BackwardInput(team, y, weight, result, Batch, s, [], path)));
            double[] expected = ConvolutionReference.BackwardInput(Compare.Doubles(y), Compare.Doubles(weight), Batch, s);
            double size = expected.Max(Math.Abs);
            Compare.Close([.. expected.Select(value => value / size)], [.. dx.Select(value => (float)(value / size))], 1e-5);
        }

        static float[] Into(int count, Action<float[]> kernel)
        {
            float[] result = new float[count];
            kernel(result);
            return result;
        }
    }

    [Fact]
    public void ActivationsAreFused()
    {
        ConvolutionShape s = new(3, 9, 9, 7, 3);
        float[] x = Reference.Random(2 * s.Channels * s.Pixels, 1), weight = Reference.Random(s.Weights, 2), bias = Reference.Random(s.Filters, 3);
        float[] plain = new float[2 * s.Filters * s.Places];
        ConvolutionKernels.Forward(Compare.Team, x, weight, bias, plain, 2, s);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            float[] y = new float[plain.Length], pre = new float[plain.Length];
            ConvolutionKernels.Forward(Compare.Team, x, weight, bias, y, 2, s, activation, pre);
            Assert.Equal(plain, pre);
            Compare.Close([.. plain.Select(v => Reference.Apply(activation, v))], y, 1e-6);
        }
    }

    /// <summary>Every way to go: images read in place, staged, packed, shared by the team; windows with and without gaps.</summary>
    public static TheoryData<int, ConvolutionShape, int, int> PooledCases => new()
    {
        { 5, new(3, 32, 32, 32, 3), 2, 2 },
        { 3, new(2, 9, 9, 4, 3, Padding: 1, EndPadding: 1), 3, 2 },
        { 4, new(4, 12, 12, 4, 3, Stride: 2, Groups: 2), 2, 1 },
        { 1, new(3, 16, 16, 8, 3), 2, 2 },
        { 9, new(2, 4, 4, 3, 3), 2, 2 },
        { 2, new(64, 8, 8, 31, 3), 2, 2 },
    };

    [Theory]
    [MemberData(nameof(PooledCases))]
    public void APoolIsFused(int batch, ConvolutionShape s, int size, int stride)
    {
        WindowShape pool = new(s.OutHeight, s.OutWidth, size, stride);
        float[] x = Reference.Random(batch * s.Channels * s.Pixels, 1), weight = Reference.Random(s.Weights, 2), bias = Reference.Random(s.Filters, 3);
        foreach (bool isMax in new[] { true, false })
        {
            foreach (int path in VectorPaths.Supported)
            {
                float[] map = new float[batch * s.Filters * s.Places], expected = new float[batch * s.Filters * pool.Places];
                ConvolutionKernels.Forward(Compare.Team, x, weight, bias, map, batch, s, Activation.Relu, [], path);
                if (isMax) WindowPoolKernels.Max(Compare.Team, map, expected, batch * s.Filters, pool);
                else WindowPoolKernels.Mean(Compare.Team, map, expected, batch * s.Filters, pool);
                float[] y = Compare.OnEveryTeam(team =>
                {
                    float[] result = new float[expected.Length];
                    ConvolutionKernels.ForwardPooled(team, x, weight, bias, result, batch, s, pool, isMax, Activation.Relu, path);
                    return result;
                });
                Assert.Equal(expected, y);
            }
        }

        Compare.Names("pool", () => ConvolutionKernels.ForwardPooled(Compare.Team, x, weight, bias, new float[1], batch, s, pool with { Width = pool.Width + 1 }, isMax: true));
    }

    [Fact]
    public void ATransposedConvolutionHasABias()
    {
        ConvolutionShape s = new(3, 6, 6, 5, 3, Stride: 2, Padding: 1, EndPadding: 1);
        float[] dy = Reference.Random(2 * s.Filters * s.Places, 1), weight = Reference.Random(s.Weights, 2), bias = [1, 2, 3];
        float[] plain = new float[2 * s.Channels * s.Pixels], with = new float[plain.Length];
        ConvolutionKernels.BackwardInput(Compare.Team, dy, weight, plain, 2, s);
        ConvolutionKernels.BackwardInput(Compare.Team, dy, weight, with, 2, s, bias);
        Compare.Close([.. plain.Select((v, i) => (double)v + bias[i / s.Pixels % 3])], with);
        float[] dBias = [10, 20, 30];
        ConvolutionKernels.BackwardBias(Compare.Team, with, dBias, 2, 3, s.Pixels);
        Compare.Close([.. Enumerable.Range(0, 3).Select(c => (10.0 * (c + 1)) + with.Where((_, i) => i / s.Pixels % 3 == c).Sum(v => (double)v))], dBias, 1e-5);
    }

    [Fact]
    public void WrongSizesNameTheArgument()
    {
        ConvolutionShape s = new(2, 4, 4, 3, 3);
        float[] x = new float[32], w = new float[54], y = new float[12], five = new float[5];
        Compare.Names("x", () => ConvolutionKernels.Forward(Compare.Team, five, w, [], y, 1, s));
        Compare.Names("weight", () => ConvolutionKernels.Forward(Compare.Team, x, five, [], y, 1, s));
        Compare.Names("bias", () => ConvolutionKernels.Forward(Compare.Team, x, w, five, y, 1, s));
        Compare.Names("y", () => ConvolutionKernels.Forward(Compare.Team, x, w, [], five, 1, s));
        Compare.Names("preActivation", () => ConvolutionKernels.Forward(Compare.Team, x, w, [], y, 1, s, Activation.Relu, five));
        Compare.Names("dx", () => ConvolutionKernels.BackwardInput(Compare.Team, y, w, five, 1, s));
        Compare.Names("dWeight", () => ConvolutionKernels.BackwardWeight(Compare.Team, y, x, five, [], 1, s));
        Compare.Names("dBias", () => ConvolutionKernels.BackwardBias(Compare.Team, y, five, 1, 3, 4));
        foreach (ConvolutionShape wrong in new[] { s with { Kernel = 5 }, s with { Groups = 2 }, s with { Stride = 0 }, s with { Padding = -1 }, s with { Filters = 0 } })
        {
            Compare.Names("shape", () => ConvolutionKernels.Forward(Compare.Team, x, w, [], y, 1, wrong));
        }
    }
}
