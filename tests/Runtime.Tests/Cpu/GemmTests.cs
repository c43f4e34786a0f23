using System;
using System.Collections.Generic;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class GemmTests
{
    private static readonly ThreadTeam[] Teams = [new(1), new(2), new(3), new(4)];

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void AllFormsOnManySizes(int path)
    {
        Random random = new(1);
        foreach ((int m, int n, int k) in Sizes())
        {
            for (int form = 0; form < 4; form++)
            {
                Check(random, m, n, k, transposeA: (form & 1) != 0, transposeB: (form & 2) != 0, path);
            }
        }
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void EveryEpilogue(int path)
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            for (int parts = 0; parts < 16; parts++)
            {
                CheckEpilogue(activation, parts, m: 17, n: 71, k: 19, path);
                CheckEpilogue(activation, parts, m: 5, n: 33, k: 300, path);
            }
        }
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void ChunksOfALargeProduct(int path)
    {
        // Beyond one chunk in each direction: Blocking.MaximumPackedDepth and PackedFloats.
        Random random = new(2);
        Check(random, 15, 40, 4200, false, true, path);
        Check(random, 1100, 33, 1030, false, false, path);
        Check(random, 30, 1200, 1030, true, false, path);
        Check(random, 600, 600, 2100, false, false, path);
    }

    [Fact]
    public void EveryPathGivesTheSameBits()
    {
        float[] a = Reference.Random(100 * 700, 3);
        float[] b = Reference.Random(700 * 90, 4);
        float[]? expected = null;
        foreach (int path in VectorPaths.Supported)
        {
            if (path == 128 && !System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported && !System.Runtime.Intrinsics.X86.Fma.IsSupported)
            {
                continue; // products and sums are rounded separately there
            }

            float[] c = new float[100 * 90];
            Gemm.Multiply(Teams[1], false, false, 100, 90, 700, a, 700, b, 90, c, 90, false, default, path);
            expected ??= c;
            Assert.Equal(expected, c);
        }
    }

    [Fact]
    public void ProductsWithoutTermsAndEmptyProducts()
    {
        float[] c = [1, 2, 3, 4, 5, 6];
        Gemm.Multiply(Teams[1], false, false, 2, 3, 0, [], 0, [], 3, c, 3, accumulate: true, new GemmEpilogue { Bias = [10, 20, 30] });
        Assert.Equal([11, 22, 33, 14, 25, 36], c);
        Gemm.Multiply(Teams[1], false, false, 2, 3, 0, [], 0, [], 3, c, 3);
        Assert.Equal(new float[6], c);
        Gemm.Multiply(Teams[1], false, false, 0, 3, 5, [], 5, new float[15], 3, [], 3);
        Gemm.Multiply(Teams[1], false, true, 3, 0, 5, new float[15], 5, [], 5, [], 0);
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        float[] six = new float[6];
        Assert.Equal("a", Assert.Throws<ArgumentException>(() => Multiply(2, 3, 4, six, 4, new float[12], 3, six, 3)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentException>(() => Multiply(2, 3, 4, new float[8], 4, new float[11], 3, six, 3)).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(() => Multiply(2, 3, 2, six, 2, six, 3, new float[5], 3)).ParamName);
        Assert.Equal("lda", Assert.Throws<ArgumentOutOfRangeException>(() => Multiply(2, 3, 2, six, 1, six, 3, six, 3)).ParamName);
        Assert.Equal("ldc", Assert.Throws<ArgumentOutOfRangeException>(() => Multiply(2, 3, 2, six, 2, six, 3, six, 2)).ParamName);
        Assert.Equal("m", Assert.Throws<ArgumentOutOfRangeException>(() => Multiply(-1, 3, 2, six, 2, six, 3, six, 3)).ParamName);
        Assert.Equal("Bias", Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(Teams[0], false, false, 2, 3, 2, six, 2, six, 3, new float[6], 3, false, new GemmEpilogue { Bias = new float[2] })).ParamName);
        Assert.Throws<ArgumentNullException>(() => Gemm.Multiply(null!, false, false, 2, 3, 2, six, 2, six, 3, new float[6], 3));

        static void Multiply(int m, int n, int k, float[] a, int lda, float[] b, int ldb, float[] c, int ldc)
            => Gemm.Multiply(Teams[0], false, false, m, n, k, a, lda, b, ldb, c, ldc);
    }

    private static IEnumerable<(int M, int N, int K)> Sizes()
    {
        int[] edges = [1, 2, 3, 5, 6, 7, 8, 13, 14, 15, 16, 17, 31, 32, 33, 65];
        Random random = new(7);
        foreach (int m in edges)
        {
            yield return (m, edges[random.Next(edges.Length)], edges[random.Next(edges.Length)]);
            yield return (edges[random.Next(edges.Length)], m, edges[random.Next(edges.Length)]);
            yield return (edges[random.Next(edges.Length)], edges[random.Next(edges.Length)], m);
        }

        for (int i = 0; i < 25; i++)
        {
            yield return (random.Next(1, 200), random.Next(1, 200), random.Next(1, 600));
        }

        yield return (1, 1, 1);
        yield return (1, 300, 513);
        yield return (300, 1, 257);
        yield return (97, 515, 255);
    }

    private static void Check(Random random, int m, int n, int k, bool transposeA, bool transposeB, int path)
    {
        int lda = (transposeA ? m : k) + random.Next(3);
        int ldb = (transposeB ? k : n) + random.Next(3);
        int ldc = n + random.Next(3);
        bool accumulate = random.Next(2) == 0;
        float[] a = Reference.Random(((transposeA ? k : m) - 1) * lda + (transposeA ? m : k), random.Next());
        float[] b = Reference.Random(((transposeB ? n : k) - 1) * ldb + (transposeB ? k : n), random.Next());
        float[] start = Reference.Random((m * ldc) + 7, random.Next());
        (double[] value, double[] magnitude) = Reference.Multiply(transposeA, transposeB, m, n, k, a, lda, b, ldb);

        float[]? first = null;
        foreach (ThreadTeam team in Teams)
        {
            float[] c = [.. start];
            Gemm.Multiply(team, transposeA, transposeB, m, n, k, a, lda, b, ldb, c.AsSpan(0, ((m - 1) * ldc) + n), ldc, accumulate, default, path);
            if (first is not null)
            {
                Assert.Equal(first, c);
                continue;
            }

            first = c;
            for (int i = 0; i < c.Length; i++)
            {
                int row = i / ldc, column = i % ldc;
                bool inside = row < m && column < n;
                double expected = inside ? value[(row * n) + column] + (accumulate ? start[i] : 0) : start[i];
                double allowed = inside ? (1e-6 * magnitude[(row * n) + column]) + 1e-6 : 0;
                if (!(Math.Abs(c[i] - expected) <= allowed))
                {
                    Assert.Fail($"{m}x{n}x{k} {(transposeA ? 'T' : 'N')}{(transposeB ? 'T' : 'N')} path {path} accumulate {accumulate}: [{row}, {column}] is {c[i]}, expected {expected}");
                }
            }
        }
    }

    private static void CheckEpilogue(Activation activation, int parts, int m, int n, int k, int path)
    {
        bool hasBias = (parts & 1) != 0, keep = (parts & 2) != 0, derivative = (parts & 4) != 0, hasResidual = (parts & 8) != 0;
        int ldc = n + 1;
        float[] a = Reference.Random(m * k, 11);
        float[] b = Reference.Random(k * n, 12, 0.3f);
        float[] bias = Reference.Random(n, 13);
        float[] at = Reference.Random(m * ldc, 14, 3);
        float[] residual = Reference.Random(m * ldc, 15);
        float[] pre = new float[m * ldc];
        float[] c = new float[m * ldc];
        Gemm.Multiply(Teams[1], false, false, m, n, k, a, k, b, n, c, ldc, false, new GemmEpilogue
        {
            Bias = hasBias ? bias : [],
            PreActivation = keep ? pre : [],
            Activation = activation,
            DerivativeAt = derivative ? at : [],
            Residual = hasResidual ? residual : [],
        }, path);
        (double[] value, _) = Reference.Multiply(false, false, m, n, k, a, k, b, n);
        for (int i = 0; i < m * n; i++)
        {
            int row = i / n, column = i % n, place = (row * ldc) + column;
            double x = value[i] + (hasBias ? bias[column] : 0);
            double y = derivative ? x * Reference.Derivative(activation, at[place]) : Reference.Apply(activation, x);
            y += hasResidual ? residual[place] : 0;
            Assert.Equal(y, c[place], 1e-4);
            Assert.Equal(keep ? x : 0, pre[place], 1e-4);
        }
    }
}
