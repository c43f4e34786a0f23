using System;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class SimdMathTests
{
    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void ExpIsWithinTwoUnits(int path)
        => Check(path, 0, Math.Exp, -87.3, 88.72, relative: 1.5e-7, absolute: 0);

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void SigmoidTanhAndErfAreWithinAFewUnits(int path)
    {
        Check(path, 1, x => 1 / (1 + Math.Exp(-x)), -87, 90, relative: 3e-7, absolute: 0);
        Check(path, 2, Math.Tanh, -12, 12, relative: 3e-7, absolute: 0);
        Check(path, 2, Math.Tanh, -1e-3, 1e-3, relative: 2e-7, absolute: 0);
        Check(path, 3, Reference.Erf, -6, 6, relative: 3e-7, absolute: 0);
        Check(path, 3, Reference.Erf, -1e-3, 1e-3, relative: 2e-7, absolute: 0);
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void LimitsAndNaN(int path)
    {
        float[] x = [float.NegativeInfinity, float.PositiveInfinity, float.NaN, -1e30f, 1e30f, 0f, -87.4f, -87.3f, 88.73f, -0f, float.Epsilon, -100, 100, 1e-20f, 4f, -4f];
        float[] y = new float[x.Length];
        Map(path, 0, x, y);
        Assert.Equal([0f, float.PositiveInfinity, float.NaN, 0f, float.PositiveInfinity, 1f, 0f], y[..7]);
        Assert.True(y[7] > 0 && float.IsNormal(y[7]));
        Assert.Equal(float.PositiveInfinity, y[8]);
        Map(path, 1, x, y);
        Assert.Equal([0f, 1f, float.NaN, 0f, 1f, 0.5f], y[..6]);
        Map(path, 2, x, y);
        Assert.Equal([-1f, 1f, float.NaN, -1f, 1f, 0f], y[..6]);
        Map(path, 3, x, y);
        Assert.Equal([-1f, 1f, float.NaN, -1f, 1f, 0f], y[..6]);
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public void ActivationsAndTheirDerivatives(int path)
    {
        const double root = 0.79788456080286535588;
        (Func<double, double> Value, double Relative, double Absolute)[] references =
        [
            (x => x, 0, 0),
            (x => Math.Max(x, 0), 0, 0),
            (x => x * 0.5 * (1 + Reference.Erf(x / Math.Sqrt(2))), 2e-7, 5e-7),
            (x => x * 0.5 * (1 + Math.Tanh(root * (x + (0.044715 * x * x * x)))), 2e-6, 1e-12),
            (x => x / (1 + Math.Exp(-x)), 5e-7, 0),
            (Math.Tanh, 3e-7, 0),
            (x => 1 / (1 + Math.Exp(-x)), 3e-7, 0),
            (x => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), 5e-7, 0),
        ];
        for (int i = 0; i < references.Length; i++)
        {
            Func<double, double> f = references[i].Value;
            Check(path, 10 + i, f, -9, 9, references[i].Relative, references[i].Absolute);
            double Slope(double x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;
            Check(path, 20 + i, Slope, -9.01, 9.003, relative: 1e-6, absolute: 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(VectorPaths.All), MemberType = typeof(VectorPaths))]
    public unsafe void PartsAndReductions(int path)
    {
        float[] x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, -3];
        fixed (float* p = x)
        {
            int n = path / 32;
            (float sum, float largest) = path switch
            {
                512 => (Simd512.Sum(Simd512.Load(p)), Simd512.Largest(Simd512.Load(p))),
                256 => (Simd256.Sum(Simd256.Load(p)), Simd256.Largest(Simd256.Load(p))),
                _ => (Simd128.Sum(Simd128.Load(p)), Simd128.Largest(Simd128.Load(p))),
            };
            float expected = 0;
            for (int i = 0; i < n; i++)
            {
                expected += x[i];
            }

            Assert.Equal(expected, sum);
            Assert.Equal(path == 128 ? 4 : 9, largest);
            for (int count = 0; count < n; count++)
            {
                float[] y = new float[16];
                Array.Fill(y, -1);
                fixed (float* q = y)
                {
                    switch (path)
                    {
                        case 512: Simd512.StoreFirst(Simd512.LoadFirst(p, count), q, count); break;
                        case 256: Simd256.StoreFirst(Simd256.LoadFirst(p, count), q, count); break;
                        default: Simd128.StoreFirst(Simd128.LoadFirst(p, count), q, count); break;
                    }
                }

                for (int i = 0; i < 16; i++)
                {
                    Assert.Equal(i < count ? x[i] : -1, y[i]);
                }
            }
        }
    }

    private static void Check(int path, int function, Func<double, double> reference, double low, double high, double relative, double absolute)
    {
        const int count = 160_000;
        float[] x = new float[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = (float)(low + ((high - low) * i / (count - 1)));
        }

        float[] y = new float[count];
        Map(path, function, x, y);
        for (int i = 0; i < count; i++)
        {
            double expected = reference(x[i]);
            double allowed = (relative * Math.Abs(expected)) + absolute;
            if (!(Math.Abs(y[i] - expected) <= allowed))
            {
                Assert.Fail($"function {function} at {x[i]:R}: {y[i]:R}, expected {expected:R}, relative error {(y[i] - expected) / expected:E2}");
            }
        }
    }

    private static void Map(int path, int function, float[] x, float[] y)
    {
        switch (path)
        {
            case 512: Map<Simd512, Vector512<float>>(function, x, y); break;
            case 256: Map<Simd256, Vector256<float>>(function, x, y); break;
            default: Map<Simd128, Vector128<float>>(function, x, y); break;
        }
    }

    private static unsafe void Map<TSimd, TVector>(int function, float[] x, float[] y)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        fixed (float* source = x, target = y)
        {
            for (int i = 0; i + TSimd.Count <= x.Length; i += TSimd.Count)
            {
                TVector v = TSimd.Load(source + i);
                TSimd.Store(function switch
                {
                    0 => SimdMath.Exp<TSimd, TVector>(v),
                    1 => SimdMath.Sigmoid<TSimd, TVector>(v),
                    2 => SimdMath.Tanh<TSimd, TVector>(v),
                    3 => SimdMath.Erf<TSimd, TVector>(v),
                    10 => Identity.Value<TSimd, TVector>(v),
                    11 => Relu.Value<TSimd, TVector>(v),
                    12 => Gelu.Value<TSimd, TVector>(v),
                    13 => GeluTanh.Value<TSimd, TVector>(v),
                    14 => Silu.Value<TSimd, TVector>(v),
                    15 => Tanh.Value<TSimd, TVector>(v),
                    16 => Sigmoid.Value<TSimd, TVector>(v),
                    17 => Softplus.Value<TSimd, TVector>(v),
                    20 => Identity.Derivative<TSimd, TVector>(v),
                    21 => Relu.Derivative<TSimd, TVector>(v),
                    22 => Gelu.Derivative<TSimd, TVector>(v),
                    23 => GeluTanh.Derivative<TSimd, TVector>(v),
                    24 => Silu.Derivative<TSimd, TVector>(v),
                    25 => Tanh.Derivative<TSimd, TVector>(v),
                    26 => Sigmoid.Derivative<TSimd, TVector>(v),
                    27 => Softplus.Derivative<TSimd, TVector>(v),
                    _ => throw new ArgumentOutOfRangeException(nameof(function)),
                }, target + i);
            }
        }
    }
}
