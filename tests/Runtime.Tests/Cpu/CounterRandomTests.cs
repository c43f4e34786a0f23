using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class CounterRandomTests
{
    [Fact]
    public void VectorsRepeatTheScalarFunction()
    {
        (uint first, uint second) = CounterRandom.Words(0xDEADBEEFCAFEUL, upperIndex: 3);
        Vector512<uint> all = CounterRandom.Hash(first, second, Vector512<uint>.Indices + Vector512.Create(77u));
        Vector256<uint> half = CounterRandom.Hash(first, second, Vector256<uint>.Indices + Vector256.Create(77u));
        Vector128<uint> quarter = CounterRandom.Hash(first, second, Vector128<uint>.Indices + Vector128.Create(77u));
        for (int i = 0; i < 16; i++)
        {
            uint expected = CounterRandom.Hash(0xDEADBEEFCAFEUL, (3UL << 32) + 77 + (uint)i);
            Assert.Equal(expected, all[i]);
            Assert.Equal(expected, i < 8 ? half[i] : expected);
            Assert.Equal(expected, i < 4 ? quarter[i] : expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ulong.MaxValue)]
    public void BitsAreBalancedAndNeighboursUnrelated(ulong key)
    {
        const int count = 100_000;
        int[] ones = new int[32];
        long changed = 0;
        for (int i = 0; i < count; i++)
        {
            uint value = CounterRandom.Hash(key, (ulong)i);
            changed += BitOperations.PopCount(value ^ CounterRandom.Hash(key, (ulong)i + 1));
            changed += BitOperations.PopCount(value ^ CounterRandom.Hash(key + 1, (ulong)i));
            for (int bit = 0; bit < 32; bit++)
            {
                ones[bit] += (int)(value >> bit) & 1;
            }
        }

        Assert.All(ones, n => Assert.InRange(n, (count / 2) - 1000, (count / 2) + 1000)); // 6 standard deviations
        Assert.InRange(changed / (2.0 * count), 15.9, 16.1);
    }

    [Fact]
    public void UniformAndNormalHaveTheirMoments()
    {
        const int count = 200_000;
        double sum = 0, squares = 0, normalSum = 0, normalSquares = 0;
        for (int i = 0; i < count; i++)
        {
            float u = CounterRandom.Uniform(5, (ulong)i);
            Assert.InRange(u, 0f, 0.99999997f);
            sum += u;
            squares += u * u;
            float n = CounterRandom.Normal(5, (ulong)i);
            normalSum += n;
            normalSquares += n * n;
        }

        Assert.Equal(0.5, sum / count, 2);
        Assert.Equal(1 / 3.0, squares / count, 2);
        Assert.Equal(0, normalSum / count, 2);
        Assert.InRange(normalSquares / count, 0.98, 1.02);
    }

    [Fact]
    public void DerivedKeysDiffer()
    {
        Assert.NotEqual(CounterRandom.Derive(1, 0), CounterRandom.Derive(1, 1));
        Assert.NotEqual(CounterRandom.Derive(1, 1), CounterRandom.Derive(2, 0));
    }

    [Fact]
    public unsafe void BuffersAreAlignedAndClear()
    {
        foreach (long length in new[] { 0L, 1, 15, 16, 17, 100_000 })
        {
            AlignedBuffer buffer = new(length);
            Assert.Equal(length, buffer.Length);
            Assert.Equal(length, buffer.Span.Length);
            Assert.Equal(0, (long)buffer.Pointer % 64);
            buffer.Span.Fill(1);
            buffer.Clear();
            Assert.False(buffer.Span.ContainsAnyExcept(0f));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(long.MaxValue));
    }
}
