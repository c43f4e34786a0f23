using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Activations, sums, gated units, softmax and dropout.</summary>
public sealed class ElementwiseTests
{
    private static readonly int[] Counts = [0, 1, 3, 15, 16, 17, 100, 70_001];

    [Fact]
    public void ActivationsAgreeWithTheDefinition()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (int count in Counts)
            {
                float[] x = Reference.Random(count, 1, 6), dy = Reference.Random(count, 2);
                float[] y = Compare.OnEveryTeam(team =>
                {
                    float[] inPlace = Compare.Copy(x);
                    ActivationKernels.Forward(team, activation, inPlace, inPlace, count);
                    return inPlace;
                });
                Compare.Close([.. x.Select(v => Reference.Apply(activation, v))], y, 1e-6);
                float[] dx = Compare.OnEveryTeam(team =>
                {
                    float[] inPlace = Compare.Copy(dy);
                    ActivationKernels.Backward(team, activation, inPlace, x, inPlace, count);
                    return inPlace;
                });
                Compare.Close([.. x.Zip(dy, (v, d) => d * Reference.Derivative(activation, v))], dx, 2e-6);
            }
        }
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(-0.5f)]
    [InlineData(2f)]
    public void SlopedActivationsAgreeWithTheDefinition(float argument)
    {
        foreach (int count in Counts)
        {
            float[] x = Reference.Random(count, 1, 6), dy = Reference.Random(count, 2);
            if (count > 3) (x[0], x[1]) = (0, -1e-6f);
            float[] leaky = Run((team, y) => SlopedActivationKernels.LeakyRelu(team, y, y, count, argument), x);
            Compare.Close([.. x.Select(v => v > 0 ? v : argument * (double)v)], leaky, 1e-6);
            float[] leakyGradient = Run((team, dx) => SlopedActivationKernels.LeakyReluBackward(team, dx, x, dx, count, argument), dy);
            Compare.Close([.. x.Zip(dy, (v, d) => v > 0 ? d : argument * (double)d)], leakyGradient, 1e-6);
            float[] elu = Run((team, y) => SlopedActivationKernels.Elu(team, y, y, count, argument), x);
            Compare.Close([.. x.Select(v => v > 0 ? v : argument * (Math.Exp(v) - 1))], elu, 1e-6);
            if (count > 3) Assert.Equal(-1e-6f * argument, elu[1], Math.Abs(1e-12f * argument));
            float[] eluGradient = Run((team, dx) => SlopedActivationKernels.EluBackward(team, dx, x, dx, count, argument), dy);
            Compare.Close([.. x.Zip(dy, (v, d) => v > 0 ? d : d * argument * Math.Exp(v))], eluGradient, 1e-6);
        }

        float[] nan = Enumerable.Repeat(float.NaN, 20).ToArray();
        Assert.All(Run((team, y) => SlopedActivationKernels.LeakyRelu(team, y, y, 20, argument), nan), v => Assert.True(float.IsNaN(v)));
        Assert.All(Run((team, y) => SlopedActivationKernels.Elu(team, y, y, 20, argument), nan), v => Assert.True(float.IsNaN(v)));

        static float[] Run(Action<ThreadTeam, float[]> kernel, float[] from) => Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(from);
            kernel(team, inPlace);
            return inPlace;
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(40, 37)]
    [InlineData(300, 200)]
    public void LogSoftmaxAndItsGradient(int rows, int width)
    {
        float[] x = Reference.Random(rows * width, 1, 8), dy = Reference.Random(rows * width, 2);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            LogSoftmaxKernels.Forward(team, inPlace, inPlace, rows, width);
            return inPlace;
        });
        double[] expected = [.. RowReference.Softmax(Compare.Doubles(x), width).Select(v => Math.Log(v))];
        Compare.Close(expected, y, 1e-5);
        float[] dx = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(dy);
            LogSoftmaxKernels.Backward(team, inPlace, y, inPlace, rows, width);
            return inPlace;
        });
        double[] sums = [.. Enumerable.Range(0, rows).Select(row => dy.Skip(row * width).Take(width).Sum(v => (double)v))];
        Compare.Close([.. expected.Select((v, i) => dy[i] - (Math.Exp(v) * sums[i / width]))], dx, 1e-5);
    }

    [Fact]
    public void ActivationsKeepNaN()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            float[] y = new float[20];
            ActivationKernels.Forward(Compare.Team, activation, Enumerable.Repeat(float.NaN, 20).ToArray(), y, 20);
            Assert.All(y, v => Assert.True(float.IsNaN(v), activation.ToString()));
        }
    }

    [Fact]
    public void AddAndCopy()
    {
        foreach (int count in Counts.Append(200_003))
        {
            float[] a = Reference.Random(count, 1), b = Reference.Random(count, 2), y = new float[count];
            ElementwiseKernels.Add(Compare.Team, a, b, y, count);
            Assert.Equal(a.Zip(b, (p, q) => p + q), y);
            float[] inPlace = Compare.Copy(b);
            ElementwiseKernels.Add(Compare.Team, a, inPlace, inPlace, count);
            Assert.Equal(y, inPlace);
            ElementwiseKernels.Copy(Compare.Team, a, y, count);
            Assert.Equal(a, y);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 16)]
    [InlineData(2, 37)]
    [InlineData(300, 200)]
    public void GatedSiluAndItsGradient(int rows, int hidden)
    {
        float[] x = Reference.Random(rows * 2 * hidden, 1, 3), dy = Reference.Random(rows * hidden, 2);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] result = new float[dy.Length];
            GatedSiluKernels.Forward(team, x, result, rows, hidden);
            return result;
        });
        Compare.Close(RowReference.GatedSilu(Compare.Doubles(x), hidden), y);
        float[] dx = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            GatedSiluKernels.Backward(team, dy, inPlace, inPlace, rows, hidden);
            return inPlace;
        });
        Compare.Gradient(v => RowReference.GatedSilu(v, hidden), x, dy, dx);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 16)]
    [InlineData(2, 65)]
    [InlineData(300, 200)]
    [InlineData(2, 5003)]
    public void SoftmaxAndItsGradient(int rows, int width)
    {
        float[] x = Reference.Random(rows * width, 1, 10), dy = Reference.Random(rows * width, 2);
        float[] y = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(x);
            SoftmaxKernels.Forward(team, inPlace, inPlace, rows, width);
            return inPlace;
        });
        Compare.Close(RowReference.Softmax(Compare.Doubles(x), width), y, 1e-6);
        float[] dx = Compare.OnEveryTeam(team =>
        {
            float[] inPlace = Compare.Copy(dy);
            SoftmaxKernels.Backward(team, inPlace, y, inPlace, rows, width);
            return inPlace;
        });
        Compare.Gradient(v => RowReference.Softmax(v, width), x, dy, dx);
    }

    [Fact]
    public void SoftmaxOfExtremes()
    {
        float[] x = [1000, 0, float.NegativeInfinity, .. Enumerable.Repeat(float.NegativeInfinity, 3), float.NaN, 0, 0];
        float[] y = new float[9];
        SoftmaxKernels.Forward(Compare.Team, x, y, 3, 3);
        Assert.Equal([1, 0, 0, 0, 0, 0], y[..6]);
        Assert.True(float.IsNaN(y[6]));
    }

    [Fact]
    public void DropoutFollowsTheCounterGenerator()
    {
        foreach (int count in Counts)
        {
            float[] x = Reference.Random(count, 1);
            float[] y = Compare.OnEveryTeam(team =>
            {
                float[] inPlace = Compare.Copy(x);
                DropoutKernels.Apply(team, inPlace, inPlace, count, 0.25f, 77);
                return inPlace;
            });
            Compare.Close([.. x.Select((v, i) => CounterRandom.Hash(77, (ulong)i) >= 1u << 30 ? v / 0.75 : 0)], y, 1e-6);
            if (count > 10_000) Assert.InRange(y.Count(v => v == 0) / (double)count, 0.24, 0.26);
        }

        float[] same = new float[9];
        DropoutKernels.Apply(Compare.Team, Reference.Random(9, 1), same, 9, 0, 1);
        Assert.Equal(Reference.Random(9, 1), same);
    }

    [Fact]
    public void WrongLengthsNameTheArgument()
    {
        ThreadTeam team = Compare.Team;
        float[] four = new float[4], five = new float[5], eight = new float[8];
        Compare.Names("x", () => ActivationKernels.Forward(team, Activation.Relu, five, four, 4));
        Compare.Names("y", () => ActivationKernels.Forward(team, Activation.Relu, four, five, 4));
        Compare.Names("activation", () => ActivationKernels.Forward(team, (Activation)99, four, four, 4));
        Compare.Names("dx", () => ActivationKernels.Backward(team, Activation.Relu, four, four, five, 4));
        Compare.Names("b", () => ElementwiseKernels.Add(team, four, five, four, 4));
        Compare.Names("gateUp", () => GatedSiluKernels.Forward(team, five, four, 1, 4));
        Compare.Names("dGateUp", () => GatedSiluKernels.Backward(team, four, eight, five, 1, 4));
        Compare.Names("x", () => SoftmaxKernels.Forward(team, five, four, 2, 2));
        Compare.Names("rate", () => DropoutKernels.Apply(team, four, four, 4, 1, 0));
        Compare.Names("x", () => ActivationKernels.Forward(team, Activation.Relu, four, four, -4));
    }
}
