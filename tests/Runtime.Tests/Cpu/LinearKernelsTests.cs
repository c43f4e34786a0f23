using System;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class LinearKernelsTests
{
    private static readonly ThreadTeam[] Teams = [new(1), new(2), new(3), new(4)];

    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
    [
        (1, 1, 1), (1, 7, 5), (1, 16, 33), (1, 768, 300), (1, 100, 1000), (2, 33, 17), (2, 64, 64), (3, 31, 70), (3, 130, 9), (4, 48, 64),
        (4, 515, 100), (1, 8, 4), (4, 4, 4), (1, 2048, 129), (5, 33, 20), (8, 64, 64), (7, 700, 300), (16, 130, 33), (13, 5, 21), (17, 100, 37), (64, 96, 130), (33, 300, 65), (200, 17, 3),
        (20, 1500, 11), (96, 260, 70), (18, 2100, 3),
    ];

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void ForwardAgreesWithTheDefinition(int path)
    {
        int parts = 0;
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                parts = (parts + 3) % 8;
                bool hasBias = (parts & 1) != 0, keep = (parts & 2) != 0, hasResidual = (parts & 4) != 0;
                float[] x = Reference.Random(rows * inputs, 1);
                float[] weight = Reference.Random(outputs * inputs, 2, 0.2f);
                float[] bias = Reference.Random(outputs, 3);
                float[] residual = Reference.Random(rows * outputs, 4);
                (double[] value, _) = Reference.Multiply(false, true, rows, outputs, inputs, x, inputs, weight, inputs);
                float[]? first = null;
                foreach (ThreadTeam team in Teams)
                {
                    float[] y = new float[rows * outputs];
                    float[] pre = new float[rows * outputs];
                    LinearKernels.Forward(team, x, weight, hasBias ? bias : [], y, rows, inputs, outputs, activation, keep ? pre : [], hasResidual ? residual : [], path);
                    if (first is not null)
                    {
                        Assert.Equal(first, y);
                        continue;
                    }

                    first = y;
                    for (int i = 0; i < y.Length; i++)
                    {
                        double z = value[i] + (hasBias ? bias[i % outputs] : 0);
                        Assert.Equal(Reference.Apply(activation, z) + (hasResidual ? residual[i] : 0), y[i], 1e-4);
                        Assert.Equal(keep ? z : 0, pre[i], 1e-4);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void BackwardInputAgreesWithTheDefinition(int path)
    {
        int parts = 0;
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                bool hasResidual = parts++ % 2 == 0;
                float[] dy = Reference.Random(rows * outputs, 5);
                float[] weight = Reference.Random(outputs * inputs, 6, 0.2f);
                float[] pre = Reference.Random(rows * inputs, 7, 3);
                float[] residual = Reference.Random(rows * inputs, 8);
                (double[] value, _) = Reference.Multiply(false, false, rows, inputs, outputs, dy, outputs, weight, inputs);
                float[]? first = null;
                foreach (ThreadTeam team in Teams)
                {
                    float[] dx = new float[rows * inputs];
                    LinearKernels.BackwardInput(team, dy, weight, dx, rows, inputs, outputs, hasResidual ? residual : [], activation, activation == Activation.None ? [] : pre, path);
                    if (first is not null)
                    {
                        Assert.Equal(first, dx);
                        continue;
                    }

                    first = dx;
                    for (int i = 0; i < dx.Length; i++)
                    {
                        Assert.Equal((value[i] * Reference.Derivative(activation, pre[i])) + (hasResidual ? residual[i] : 0), dx[i], 2e-4);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void BackwardWeightAddsBothGradients(int path)
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            float[] dy = Reference.Random(rows * outputs, 9);
            float[] x = Reference.Random(rows * inputs, 10);
            float[] startWeight = Reference.Random(outputs * inputs, 11);
            float[] startBias = Reference.Random(outputs, 12);
            (double[] value, _) = Reference.Multiply(true, false, outputs, inputs, rows, dy, outputs, x, inputs);
            float[] ones = new float[rows];
            Array.Fill(ones, 1f);
            (double[] sums, _) = Reference.Multiply(false, false, 1, outputs, rows, ones, rows, dy, outputs);
            float[]? first = null;
            foreach (ThreadTeam team in Teams)
            {
                float[] dWeight = [.. startWeight];
                float[] dBias = [.. startBias];
                LinearKernels.BackwardWeight(team, dy, x, dWeight, dBias, rows, inputs, outputs, path);
                if (first is not null)
                {
                    Assert.Equal(first, dWeight);
                    continue;
                }

                first = dWeight;
                for (int i = 0; i < dWeight.Length; i++)
                {
                    Assert.Equal(startWeight[i] + value[i], dWeight[i], 1e-4);
                }

                for (int i = 0; i < dBias.Length; i++)
                {
                    Assert.Equal(startBias[i] + sums[i], dBias[i], 1e-4);
                }

                LinearKernels.BackwardWeight(team, dy, x, [.. startWeight], [], rows, inputs, outputs, path);
                Assert.Equal(startBias[0] + sums[0], dBias[0], 1e-4);
            }
        }
    }

    [Fact]
    public void AResidualThatIsTheOutputItself()
    {
        foreach (int rows in new[] { 1, 3, 9, 40 })
        {
            float[] x = Reference.Random(rows * 20, 1);
            float[] weight = Reference.Random(30 * 20, 2);
            float[] bias = Reference.Random(30, 3);
            float[] residual = Reference.Random(rows * 30, 4);
            float[] y = new float[rows * 30];
            LinearKernels.Forward(Teams[1], x, weight, bias, y, rows, 20, 30, residual: residual);
            float[] inPlace = [.. residual];
            LinearKernels.Forward(Teams[1], x, weight, bias, inPlace, rows, 20, 30, residual: inPlace);
            float[] back = Reference.Random(rows * 30, 5);
            float[] dx = new float[rows * 20], dxInPlace = Reference.Random(rows * 20, 6);
            LinearKernels.BackwardInput(Teams[1], back, weight, dx, rows, 20, 30, dxInPlace);
            LinearKernels.BackwardInput(Teams[1], back, weight, dxInPlace, rows, 20, 30, dxInPlace);
            for (int i = 0; i < y.Length; i++)
            {
                Assert.Equal(y[i], inPlace[i], 1e-5f);
            }

            for (int i = 0; i < dx.Length; i++)
            {
                Assert.Equal(dx[i], dxInPlace[i], 1e-5f);
            }

            Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[1], x, weight, bias, inPlace, rows, 20, 30, Activation.Relu, residual: inPlace));
        }
    }

    [Fact]
    public void NaNReachesTheOutput()
    {
        foreach (int rows in new[] { 1, 8, 20 })
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                float[] x = Reference.Random(rows * 40, 1);
                x[3] = float.NaN;
                float[] y = new float[rows * 50];
                LinearKernels.Forward(Teams[1], x, Reference.Random(50 * 40, 2), [], y, rows, 40, 50, activation);
                Assert.All(y[..50], value => Assert.True(float.IsNaN(value), $"{activation} hides a NaN"));
                Assert.All(y[50..], value => Assert.True(float.IsFinite(value)));
            }
        }
    }

    [Fact]
    public void WrongLengthsAreRefusedByName()
    {
        float[] x = new float[6], w = new float[12], y = new float[8];
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[0], x, w, [], y, 3, 3, 4)).ParamName);
        Assert.Equal("weight", Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[0], x, y, [], y, 2, 3, 4)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[0], x, w, new float[3], y, 2, 3, 4)).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => LinearKernels.Forward(Teams[0], x, w, [], w, 2, 3, 4)).ParamName);
        Assert.Equal("preActivation", Assert.Throws<ArgumentException>(() => LinearKernels.BackwardInput(Teams[0], y, w, x, 2, 3, 4, activation: Activation.Gelu)).ParamName);
        Assert.Equal("dBias", Assert.Throws<ArgumentException>(() => LinearKernels.BackwardWeight(Teams[0], y, x, w, x, 2, 3, 4)).ParamName);
        LinearKernels.Forward(Teams[0], [], w, [], [], 0, 3, 4); // an empty batch is no error here
    }
}
