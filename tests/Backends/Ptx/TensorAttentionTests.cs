using System;
using System.Linq;
using ModelGen.Backends.Ptx.Tests.Machine;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The PTX of 16-bit attention, run instruction by instruction, against a softmax in double precision.</summary>
public class TensorAttentionTests
{
    private const int Threads = 128;

    [Theory]
    [InlineData(typeof(PtxHead64), 2, 2, 64, true, false, 2, 130)]
    [InlineData(typeof(PtxHead64), 2, 2, 64, true, false, 1, 256)]
    [InlineData(typeof(PtxHead128), 1, 1, 128, false, true, 1, 100)]
    [InlineData(typeof(PtxHead48), 2, 1, 48, true, true, 2, 70)]
    [InlineData(typeof(PtxHead24), 2, 2, 24, false, false, 1, 65)]
    [InlineData(typeof(PtxGpt), 2, 2, 16, true, false, 2, 12)]
    [InlineData(typeof(PtxLlama), 4, 2, 8, true, false, 1, 64)]
    [InlineData(typeof(PtxHead256), 2, 1, 256, true, false, 2, 70)]
    [InlineData(typeof(PtxHead192), 1, 1, 192, false, true, 1, 67)]
    [InlineData(typeof(PtxHead136), 2, 2, 136, false, false, 1, 33)]
    public void AgreesWithTheFormula(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length)
    {
        Check(model, heads, keyHeads, size, causal, padding, batch, length, brain: false);
        Check(model, heads, keyHeads, size, causal, padding, batch, length, brain: true);
    }

    // A prompt of some tokens behind those that the cache has.
    [Theory]
    [InlineData(typeof(PtxChat), 2, 1, 64, 0, 70)]
    [InlineData(typeof(PtxChat), 2, 1, 64, 61, 130)]
    [InlineData(typeof(PtxGpt), 2, 2, 16, 3, 9)]
    [InlineData(typeof(PtxLlama), 4, 2, 8, 20, 5)]
    public void PromptsOverACacheAgreeWithTheFormula(Type model, int heads, int keyHeads, int size, int position, int length)
    {
        foreach (bool brain in new[] { false, true })
        {
            int queryWidth = heads * size, keyWidth = keyHeads * size, width = queryWidth + (2 * keyWidth), total = position + length;
            ushort[] packed = Operands.Narrow(5, length * width, brain, size: 3), cache = Operands.Narrow(6, total * 2 * keyWidth, brain, size: 3);
            float[] actual = Run(model, "AttentionOverCache", brain, packed, cache, [], heads, size, 1, length, position);
            float[] expected = Expected(
                heads, keyHeads, size, 1, length, total, (row, key) => key <= position + row,
                (row, column) => Number16.Wide(packed[(row * width) + column], brain), (row, column) => Number16.Wide(cache[(row * 2 * keyWidth) + column], brain));
            Assert.InRange(Operands.Error(actual, expected), 0, brain ? 6e-3 : 8e-4);
        }
    }

    // The forward pass of training: a result in 32 bits, and the log-sum-exp of each row.
    [Theory]
    [InlineData(typeof(PtxHead64), 2, 2, 64, true, false, 2, 130)]
    [InlineData(typeof(PtxHead128), 1, 1, 128, false, true, 1, 100)]
    [InlineData(typeof(PtxHead256), 2, 1, 256, true, false, 1, 40)]
    [InlineData(typeof(PtxHead48), 2, 1, 48, true, true, 2, 70)]
    public void TrainingKeepsTheSums(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length)
    {
        int queryWidth = heads * size, width = queryWidth + (2 * keyHeads * size), queries = size <= 64 ? 128 : 64;
        ushort[] packed = Operands.Narrow(5, batch * length * width, brain: true, size: 3);
        float[] mask = [.. Enumerable.Range(0, batch * length).Select(i => padding && (i % length < 3 || i % 7 == 0) ? 0f : 1f)];
        PtxMemory memory = new();
        ulong rows = memory.Add<ushort>(packed), y = memory.Add<float>(new float[batch * length * queryWidth]), sums = memory.Add<float>(new float[batch * heads * length]);
        PtxBlock.Launch(
            new PtxProgram(PtxCompiler.Compile(EmittedKernels.Tensor(model, "Attention", brain: true, keeps: true), Threads)), memory, ((length + queries - 1) / queries, heads, batch), Threads,
            [rows], [rows + (ulong)(queryWidth * 2)], [padding ? memory.Add<float>(mask) : 0], [y], [sums], [(ulong)length], [0]);

        bool Sees(int row, int key) => (!causal || key <= row % length) && mask[(row / length * length) + key] != 0;
        double Query(int row, int column) => Number16.Wide(packed[(row * width) + column], true);
        double Key(int row, int column) => Number16.Wide(packed[(row * width) + queryWidth + column], true);
        Assert.InRange(Operands.Error(memory.Read<float>(y), Expected(heads, keyHeads, size, batch, length, length, Sees, Query, Key)), 0, 6e-3);
        float[] expected = new float[batch * heads * length];
        for (int i = 0; i < expected.Length; i++)
        {
            (int example, int head, int query) = (i / length / heads, i / length % heads, i % length);
            int row = (example * length) + query, column = head / (heads / keyHeads) * size;
            double[] scores = [.. Enumerable.Range(0, length).Where(key => Sees(row, key)).Select(key =>
                Enumerable.Range(0, size).Sum(d => Query(row, (head * size) + d) * Key((example * length) + key, column + d)) / Math.Sqrt(size))];
            expected[i] = scores.Length == 0 ? 0 : (float)(scores.Max() + Math.Log(scores.Sum(score => Math.Exp(score - scores.Max()))));
        }

        Assert.InRange(Operands.Error(memory.Read<float>(sums), expected), 0, 1e-5);
    }

    private static void Check(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length, bool brain)
    {
        int queryWidth = heads * size, keyWidth = keyHeads * size, width = queryWidth + (2 * keyWidth);
        ushort[] packed = Operands.Narrow(5, batch * length * width, brain, size: 3);

        // The first queries of a causal model see nothing but padding.
        float[] mask = [.. Enumerable.Range(0, batch * length).Select(i => padding && (i % length < 3 || i % 7 == 0) ? 0f : 1f)];
        float[] actual = Run(model, "Attention", brain, packed, null, padding ? mask : [], heads, size, batch, length, 0);
        float[] expected = Expected(
            heads, keyHeads, size, batch, length, length, (row, key) => (!causal || key <= row % length) && mask[(row / length * length) + key] != 0,
            (row, column) => Number16.Wide(packed[(row * width) + column], brain), (row, column) => Number16.Wide(packed[(row * width) + queryWidth + column], brain));

        // Weights and results are rounded, each by half a unit in the last place; values are up to 3.
        Assert.InRange(Operands.Error(actual, expected), 0, brain ? 6e-3 : 8e-4);
    }

    /// <param name="cache">Rows [k | v]; null: the keys and values of packed.</param>
    private static float[] Run(Type model, string kernel, bool brain, ushort[] packed, ushort[]? cache, float[] mask, int heads, int size, int batch, int length, int position)
    {
        PtxMemory memory = new();
        int queries = size <= 64 ? 128 : 64;
        ulong y = memory.Add<ushort>(new ushort[batch * length * heads * size]), rows = memory.Add<ushort>(packed);
        PtxBlock.Launch(
            new PtxProgram(PtxCompiler.Compile(EmittedKernels.Tensor(model, kernel, brain), Threads)),
            memory,
            ((length + queries - 1) / queries, heads, batch),
            Threads,
            [rows],
            [cache is null ? rows + (ulong)(heads * size * 2) : memory.Add<ushort>(cache)],
            [mask.Length > 0 ? memory.Add<float>(mask) : 0],
            [y],
            [0],
            [(ulong)length],
            [(ulong)position]);
        return [.. memory.Read<ushort>(y).Select(value => Number16.Wide(value, brain))];
    }

    /// <param name="query">Numbers of row [q | ...] and column.</param>
    /// <param name="key">Numbers of row [k | v] and column.</param>
    private static float[] Expected(int heads, int keyHeads, int size, int batch, int length, int total, Func<int, int, bool> sees, Func<int, int, double> query, Func<int, int, double> key)
    {
        float[] expected = new float[batch * length * heads * size];
        for (int row = 0; row < batch * length; row++)
        {
            for (int head = 0; head < heads; head++)
            {
                int first = row / length * total, column = head / (heads / keyHeads) * size;
                double[] scores = [.. Enumerable.Range(0, total).Select(other =>
                    sees(row, other) ? Enumerable.Range(0, size).Sum(d => query(row, (head * size) + d) * key(first + other, column + d)) / Math.Sqrt(size) : double.NegativeInfinity)];
                double most = scores.Max();
                double[] weights = [.. scores.Select(score => double.IsNegativeInfinity(most) ? 0 : Math.Exp(score - most))];
                double sum = weights.Sum();
                for (int d = 0; d < size && sum > 0; d++)
                {
                    expected[(((row * heads) + head) * size) + d] = (float)(weights.Select((weight, other) => weight * key(first + other, (keyHeads * size) + column + d)).Sum() / sum);
                }
            }
        }

        return expected;
    }
}
