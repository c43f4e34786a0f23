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
    public void AgreesWithTheFormula(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length)
    {
        Check(model, heads, keyHeads, size, causal, padding, batch, length, brain: false);
        Check(model, heads, keyHeads, size, causal, padding, batch, length, brain: true);
    }

    private static void Check(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length, bool brain)
    {
        int queryWidth = heads * size, keyWidth = keyHeads * size, width = queryWidth + (2 * keyWidth);
        ushort[] packed = Operands.Narrow(5, batch * length * width, brain, size: 3);

        // The first queries of a causal model see nothing but padding.
        float[] mask = [.. Enumerable.Range(0, batch * length).Select(i => padding && (i % length < 3 || i % 7 == 0) ? 0f : 1f)];
        int queries = size <= 64 ? 128 : 64;
        PtxMemory memory = new();
        ulong y = memory.Add<ushort>(new ushort[batch * length * queryWidth]);
        PtxBlock.Launch(
            new PtxProgram(PtxCompiler.Compile(EmittedKernels.Attention(model, brain), Threads)),
            memory,
            ((length + queries - 1) / queries, heads, batch),
            Threads,
            [memory.Add<ushort>(packed)],
            [padding ? memory.Add<float>(mask) : 0],
            [y],
            [(ulong)length]);

        float[] expected = new float[batch * length * queryWidth];
        for (int row = 0; row < batch * length; row++)
        {
            for (int head = 0; head < heads; head++)
            {
                Row(row, head);
            }
        }

        // Weights and results are rounded, each by half a unit in the last place; values are up to 3.
        Assert.InRange(Operands.Error([.. memory.Read<ushort>(y).Select(value => Number16.Wide(value, brain))], expected), 0, brain ? 6e-3 : 8e-4);

        void Row(int row, int head)
        {
            int first = row / length * length;
            int key = queryWidth + (head / (heads / keyHeads) * size);
            double[] scores = [.. Enumerable.Range(first, length).Select(other =>
                (causal && other > row) || mask[other] == 0
                    ? double.NegativeInfinity
                    : Enumerable.Range(0, size).Sum(d => X(row, (head * size) + d) * X(other, key + d)) / Math.Sqrt(size))];
            double most = scores.Max();
            double[] weights = [.. scores.Select(score => double.IsNegativeInfinity(most) ? 0 : Math.Exp(score - most))];
            double sum = weights.Sum();
            for (int d = 0; d < size && sum > 0; d++)
            {
                expected[(row * queryWidth) + (head * size) + d] = (float)(weights.Select((weight, other) => weight * X(first + other, key + keyWidth + d)).Sum() / sum);
            }
        }

        double X(int row, int column) => Number16.Wide(packed[(row * width) + column], brain);
    }
}
