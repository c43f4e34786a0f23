using System;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>A window is what a mask of the same keys is, forward, backward and over a cache.</summary>
public class AttentionWindowTests
{
    [Theory]
    [InlineData(1, 9, 2, 1, 8, 1)]
    [InlineData(2, 33, 4, 2, 12, 5)]
    [InlineData(1, 200, 3, 3, 16, 37)]
    [InlineData(2, 130, 2, 1, 10, 96)]
    [InlineData(1, 150, 2, 2, 64, 500)]
    public void AsAMask(int batch, int length, int heads, int kvHeads, int size, int window)
    {
        ThreadTeam team = ThreadTeam.Shared;
        int queryWidth = heads * size, keyWidth = kvHeads * size, width = queryWidth + (2 * keyWidth);
        float[] query = Random(batch * length * queryWidth, 1), key = Random(batch * length * keyWidth, 2), value = Random(batch * length * keyWidth, 3), gradient = Random(batch * length * queryWidth, 4);
        float[] packed = new float[batch * length * width], mask = new float[batch * length * length];
        for (int row = 0; row < batch * length; row++)
        {
            query.AsSpan(row * queryWidth, queryWidth).CopyTo(packed.AsSpan(row * width));
            key.AsSpan(row * keyWidth, keyWidth).CopyTo(packed.AsSpan((row * width) + queryWidth));
            value.AsSpan(row * keyWidth, keyWidth).CopyTo(packed.AsSpan((row * width) + queryWidth + keyWidth));
            int t = row % length;
            for (int j = Math.Max(t - window + 1, 0); j <= t; j++) mask[(row * length) + j] = 1;
        }

        float[] expected = new float[query.Length], logs = new float[batch * heads * length], actual = new float[query.Length], apart = new float[query.Length], ownLogs = new float[logs.Length];
        AttentionKernels.Forward(team, query, key, value, default, mask, expected, logs, batch, length, length, heads, kvHeads, size, causal: false, hides: true);
        AttentionKernels.Forward(team, packed, default, actual, ownLogs, batch, length, heads, kvHeads, size, causal: true, window: window);
        AttentionKernels.Forward(team, query, key, value, default, default, apart, default, batch, length, length, heads, kvHeads, size, causal: true, window: window);
        Near(expected, actual, "packed");
        Near(expected, apart, "apart");

        float[] dQuery = new float[query.Length], dKey = new float[key.Length], dValue = new float[value.Length], dPacked = new float[packed.Length];
        AttentionKernels.Backward(team, query, key, value, default, mask, expected, logs, gradient, dQuery, dKey, dValue, default, batch, length, length, heads, kvHeads, size, causal: false, hides: true);
        AttentionKernels.Backward(team, packed, default, actual, ownLogs, gradient, dPacked, batch, length, heads, kvHeads, size, causal: true, window: window);
        for (int row = 0; row < batch * length; row++)
        {
            Near(dQuery.AsSpan(row * queryWidth, queryWidth), dPacked.AsSpan(row * width, queryWidth), "dQuery");
            Near(dKey.AsSpan(row * keyWidth, keyWidth), dPacked.AsSpan((row * width) + queryWidth, keyWidth), "dKey");
            Near(dValue.AsSpan(row * keyWidth, keyWidth), dPacked.AsSpan((row * width) + queryWidth + keyWidth, keyWidth), "dValue");
        }

        // The first sequence again, token by token and a few at once.
        float[] keys = new float[length * keyWidth], values = new float[length * keyWidth];
        for (int t = 0, step = 1; t < length; t += step, step = step % 7 + 1)
        {
            step = Math.Min(step, length - t);
            float[] output = new float[step * queryWidth];
            AttentionKernels.Decode(team, packed.AsSpan(t * width, step * width), keys, values, output, t, step, heads, kvHeads, size, length, window);
            Near(expected.AsSpan(t * queryWidth, step * queryWidth), output, "decoded");
        }
    }

    [Fact]
    public void AWindowIsOfCausalAttention() =>
        Assert.Throws<ArgumentException>(() => AttentionKernels.Forward(ThreadTeam.Shared, new float[24], default, new float[8], default, 1, 1, 1, 1, 8, causal: false, window: 2));

    private static float[] Random(int count, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (random.NextSingle() * 2) - 1;
        return values;
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++) Assert.True(MathF.Abs(expected[i] - actual[i]) < 2e-5f, $"{what} {i}: {expected[i]} and {actual[i]}");
    }
}
