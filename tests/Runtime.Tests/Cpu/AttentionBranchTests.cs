using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Attention of texts that share their beginning gives what each gives over a cache of its own.</summary>
public class AttentionBranchTests
{
    [Theory]
    [InlineData(3, 0, 1, 2, 1, 4, 0)]
    [InlineData(3, 5, 1, 2, 2, 8, 0)]
    [InlineData(2, 37, 4, 4, 2, 20, 0)]
    [InlineData(4, 9, 6, 3, 1, 64, 0)]
    [InlineData(1, 16, 3, 6, 6, 16, 0)]
    [InlineData(5, 9, 6, 4, 2, 32, 8)]
    [InlineData(3, 9, 6, 4, 2, 7, 3)]
    public void AsOverCachesOfTheirOwn(int texts, int shared, int own, int heads, int kvHeads, int size, int window)
    {
        Random random = new(shared + size);
        int kvWidth = kvHeads * size, width = (heads * size) + (2 * kvWidth), rows = (texts * own) + 3, stride = own + 2, context = shared + own;
        float[] keys = Random(random, shared * kvWidth), values = Random(random, shared * kvWidth), ownKeys = Random(random, rows * kvWidth), ownValues = Random(random, rows * kvWidth), qkv = Random(random, texts * width);
        int[] places = [.. Enumerable.Range(0, texts * stride).Select(_ => random.Next(texts * (own - 1) + 1))];
        for (int t = 0; t < texts; t++) places[(t * stride) + own - 1] = rows - 1 - t; // rows of new tokens are new
        float[] output = new float[texts * heads * size];
        foreach (int threads in new[] { 1, 3 })
        {
            using ThreadTeam team = new(threads);
            AttentionKernels.DecodeBranches(team, qkv, keys, values, ownKeys, ownValues, places, output, shared, own, texts, heads, kvHeads, size, window);
            for (int t = 0; t < texts; t++)
            {
                float[] keyCache = [.. keys, .. Enumerable.Range(0, own).SelectMany(i => Row(ownKeys, places[(t * stride) + i]))], valueCache = [.. values, .. Enumerable.Range(0, own).SelectMany(i => Row(ownValues, places[(t * stride) + i]))];
                float[] alone = new float[heads * size];
                AttentionKernels.Decode(team, qkv.AsSpan(t * width, width), keyCache, valueCache, alone, context - 1, 1, heads, kvHeads, size, context, window);
                Assert.Equal(alone, output[(t * heads * size)..((t + 1) * heads * size)]);
                Assert.Equal(Row(keyCache, context - 1), Row(ownKeys, rows - 1 - t));
            }
        }

        float[] Row(float[] cache, int row) => cache[(row * kvWidth)..((row + 1) * kvWidth)];
    }

    [Fact]
    public void PlacesOutsideAreRefused()
    {
        ThreadTeam team = ThreadTeam.Shared;
        float[] qkv = new float[2 * 12], cache = new float[4 * 4], output = new float[2 * 4];
        Assert.Throws<ArgumentOutOfRangeException>(() => AttentionKernels.DecodeBranches(team, qkv, cache, cache, cache, cache, [0, 4], output, 2, 1, 2, 1, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => AttentionKernels.DecodeBranches(team, qkv, cache, cache, cache, cache, [0, -1], output, 2, 1, 2, 1, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => AttentionKernels.DecodeBranches(team, qkv, cache, cache, cache, cache, [0, 1], output, 5, 1, 2, 1, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => AttentionKernels.DecodeBranches(team, qkv, cache, cache, cache, cache, [0, 1], output, 2, 2, 2, 1, 1, 4));
    }

    private static float[] Random(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
