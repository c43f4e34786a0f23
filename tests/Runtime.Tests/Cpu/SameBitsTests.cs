using System;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.Cpu;
using ModelGen.Cpu.Simd;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>AVX2 gives the bits of AVX-512. What no width can be chosen for is compared by whole programs, in tests/Package.Tests/NativeTests.cs.</summary>
public unsafe class SameBitsTests
{
    [Avx512Fact]
    public void SumsOfTwoRegistersAreThoseOfOne()
    {
        float[] x = Reference.Random(4 * 16, 1);
        fixed (float* p = x)
        {
            Assert.Equal(Simd512.Sum(Simd512.Load(p)), Simd2x256.Sum(Simd2x256.Load(p)));
            Assert.Equal(Simd512.Largest(Simd512.Load(p)), Simd2x256.Largest(Simd2x256.Load(p)));
            Vector128<float> expected = Simd512.Sums(Simd512.Load(p), Simd512.Load(p + 16), Simd512.Load(p + 32), Simd512.Load(p + 48));
            Assert.Equal(expected, Simd2x256.Sums(Simd2x256.Load(p), Simd2x256.Load(p + 16), Simd2x256.Load(p + 32), Simd2x256.Load(p + 48)));
        }
    }

    [Avx512Fact]
    public void OperationsOfTwoRegistersAreThoseOfOne()
    {
        float[] x = Reference.Random(3 * 16, 2);
        fixed (float* p = x)
        {
            Assert.Equal(Of<Simd512, Vector512<float>>(p), Of<Simd2x256, Vector2x256>(p));
        }
    }

    [Avx512Theory]
    [InlineData(1, 1)]
    [InlineData(1, 1037)]
    [InlineData(2, 515)]
    [InlineData(3, 96)]
    [InlineData(4, 40)]
    [InlineData(7, 300)]
    [InlineData(17, 256)]
    [InlineData(33, 263)]
    [InlineData(90, 1300)]
    [InlineData(50, 2072)]
    [InlineData(120, 700)]
    public void ProductsOfRows(int rows, int inputs)
    {
        const int outputs = 37;
        float[] x = Reference.Random(rows * inputs, 3), weight = Reference.Random(outputs * inputs, 4), bias = Reference.Random(outputs, 5);
        float[] Product(int path)
        {
            float[] y = new float[rows * outputs];
            using ThreadTeam team = new(2);
            LinearKernels.Forward(team, x, weight, bias, y, rows, inputs, outputs, Activation.Gelu, default, default, path);
            return y;
        }

        Assert.Equal(Product(512), Product(256));
    }

    [Avx512Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(1000)]
    public void SumsOfRows(int count)
    {
        fixed (float* p = Reference.Random(count, 6))
        {
            Assert.Equal(RowSum.Of(p, count, 512), RowSum.Of(p, count, 256));
        }
    }

    /// <summary>Every operation once, the first lanes of each kind among them.</summary>
    private static float[] Of<TSimd, TVector>(float* p)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector a = TSimd.Load(p), b = TSimd.Load(p + 16), c = TSimd.Load(p + 32);
        TVector[] results =
        [
            TSimd.Zero, TSimd.Ramp, TSimd.Create(3), TSimd.Add(a, b), TSimd.Subtract(a, b), TSimd.Multiply(a, b), TSimd.Divide(a, b), TSimd.MultiplyAdd(a, b, c), TSimd.NegateMultiplyAdd(a, b, c),
            TSimd.Max(a, b), TSimd.Min(a, b), TSimd.Abs(a), TSimd.Sqrt(TSimd.Abs(a)), TSimd.SelectLess(a, b, c, a), TSimd.CopySign(a, b), TSimd.Log(TSimd.Abs(a)), TSimd.Keep(a, 1, 2, 3, 5, 1u << 31),
            SimdMath.Exp<TSimd, TVector>(a), SimdMath.Tanh<TSimd, TVector>(a), SimdMath.Erf<TSimd, TVector>(a), .. Enumerable.Range(0, 16).Select(count => TSimd.LoadFirst(p, count)),
        ];
        float[] values = new float[(results.Length + 16) * 16];
        fixed (float* target = values)
        {
            for (int i = 0; i < results.Length; i++)
            {
                TSimd.Store(results[i], target + (i * 16));
            }

            for (int count = 0; count < 16; count++)
            {
                TSimd.StoreFirst(a, target + ((results.Length + count) * 16), count);
            }
        }

        return values;
    }
}
