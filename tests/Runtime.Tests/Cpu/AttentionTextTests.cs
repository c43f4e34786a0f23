using System;
using System.Linq;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Texts side by side in one row are what each of them is by itself, forward and backward; padding between and behind them sees nothing and is not seen.</summary>
public sealed class AttentionTextTests
{
    private const int Separator = 2, Padding = 1;

    [Theory]
    [InlineData(true, 2, 1, 8, 0, 0)]
    [InlineData(false, 2, 2, 20, 0, 0)]
    [InlineData(true, 4, 2, 16, 7, 0)]
    [InlineData(true, 1, 1, 64, 0, 1.5)]
    [InlineData(false, 3, 1, 12, 0, 0.7)]
    public void EachIsAlone(bool causal, int heads, int kvHeads, int size, int window, double cap)
    {
        int[][] lengths = [[1, 40, 3, 130, 20, 6], [200], [7, 7, 7, 100, 79]]; // each sums to 200
        int width = (heads + (2 * kvHeads)) * size, queries = heads * size, length = 200;
        int[] ids = [.. lengths.SelectMany((row, r) => row.SelectMany((count, i) => (int[])[.. Enumerable.Repeat(5, count - 1), i == row.Length - 1 && r == 2 ? Padding : Separator]))];
        ids.AsSpan(190, 10).Fill(Padding); // the end of the first row
        float[] numbers = new float[ids.Length];
        SequenceKernels.TextNumbers(ids, Separator, Padding, numbers, 3, length);
        Assert.Equal([1, 2, 2], numbers[..3]);
        Assert.Equal([0, 1], numbers[199..201]);
        float[] qkv = Reference.Random(3 * length * width, 1, 2), gradient = Reference.Random(3 * length * queries, 2);
        float[] output = Compare.OnEveryTeam(team => Run(team, qkv, numbers, gradient, 3, length, texts: true).Output);
        float[] dQkv = Compare.OnEveryTeam(team => Run(team, qkv, numbers, gradient, 3, length, texts: true).Gradient);
        for (int row = 0; row < 3; row++)
        {
            int[] own = [.. Enumerable.Range(row * length, length).Where(i => numbers[i] == 0)];
            Assert.All(own.SelectMany(i => output[(i * queries)..((i + 1) * queries)].Concat(dQkv[(i * width)..((i + 1) * width)])), value => Assert.Equal(0, value));
            for (int text = 1; text <= lengths[row].Length; text++)
            {
                int first = Array.IndexOf(numbers, text, row * length, length), count = numbers.AsSpan(row * length, length).Count(text);
                if (count == 0) continue;
                (float[] alone, float[] dAlone) = Run(Compare.Team, qkv[(first * width)..((first + count) * width)], [], gradient[(first * queries)..((first + count) * queries)], 1, count, texts: false);
                Near(alone, output.AsSpan(first * queries, count * queries), $"row {row}, text {text}");
                Near(dAlone, dQkv.AsSpan(first * width, count * width), $"gradient of row {row}, text {text}");
            }
        }

        (float[] Output, float[] Gradient) Run(ThreadTeam team, float[] x, float[] mask, float[] dOutput, int batch, int steps, bool texts)
        {
            float[] y = Reference.Random(batch * steps * queries, 8), logs = new float[batch * heads * steps], dx = Reference.Random(x.Length, 8);
            AttentionKernels.Forward(team, x, mask, y, logs, batch, steps, heads, kvHeads, size, causal, window: window, softCap: (float)cap, texts: texts);
            AttentionKernels.Backward(team, x, mask, y, logs, dOutput, dx, batch, steps, heads, kvHeads, size, causal, window: window, softCap: (float)cap, texts: texts);
            return (y, dx);
        }
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        for (int i = 0; i < expected.Length; i++) Assert.True(MathF.Abs(expected[i] - actual[i]) < 3e-5f, $"{what} at {i}: {expected[i]} and {actual[i]}");
    }
}
