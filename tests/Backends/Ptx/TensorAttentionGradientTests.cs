using System;
using System.Linq;
using ModelGen.Backends.Ptx.Tests.Machine;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The PTX of the gradient of 16-bit attention, run instruction by instruction, against the formulas in double precision.</summary>
public class TensorAttentionGradientTests
{
    private const int Threads = 128;
    private const float Scale = 8;

    [Theory]
    [InlineData(typeof(PtxHead64), 2, 2, 64, true, false, 2, 100)]
    [InlineData(typeof(PtxHead128), 1, 1, 128, false, true, 1, 75)]
    [InlineData(typeof(PtxHead48), 2, 1, 48, true, true, 2, 70)]
    [InlineData(typeof(PtxHead24), 2, 2, 24, false, false, 1, 65)]
    [InlineData(typeof(PtxGpt), 2, 2, 16, true, false, 2, 12)]
    [InlineData(typeof(PtxLlama), 4, 2, 8, true, false, 1, 64)]
    public void AgreesWithTheFormulas(Type model, int heads, int keyHeads, int size, bool causal, bool padding, int batch, int length)
    {
        foreach (bool brain in new[] { false, true })
        {
            int queryWidth = heads * size, keyWidth = keyHeads * size, width = queryWidth + (2 * keyWidth), rows = batch * length;
            ushort[] packed = Operands.Narrow(5, rows * width, brain, size: 2);

            // What the kernels read was multiplied by the scale of the loss.
            ushort[] gradient = Operands.Narrow(6, rows * queryWidth, brain, size: Scale);
            float[] mask = [.. Enumerable.Range(0, rows).Select(i => padding && (i % length < 3 || i % 7 == 0) ? 0f : 1f)];
            double[] expected = new double[rows * width];
            float[] sums = new float[batch * heads * length], deltas = new float[batch * heads * length];
            foreach (int example in Enumerable.Range(0, batch))
            {
                foreach (int head in Enumerable.Range(0, heads))
                {
                    foreach (int query in Enumerable.Range(0, length))
                    {
                        Add(example, head, query);
                    }
                }
            }

            PtxMemory memory = new();
            ulong result = memory.Add<float>(new float[rows * width]);
            ulong[][] arguments =
            [
                [memory.Add<ushort>(packed)], [memory.Add<ushort>(gradient)], [padding ? memory.Add<float>(mask) : 0], [memory.Add<float>(sums)], [memory.Add<float>(deltas)],
                [result], [(ulong)length], [BitConverter.SingleToUInt32Bits(1 / Scale)],
            ];
            foreach ((string side, int count) in new[] { ("Query", heads), ("Key", keyHeads) })
            {
                PtxProgram program = new(PtxCompiler.Compile(EmittedKernels.TensorGradient(model, side, brain), Threads));
                Assert.InRange(program.SharedBytes, 1, 48 * 1024);
                PtxBlock.Launch(program, memory, ((length + 63) / 64, count, batch), Threads, arguments);
            }

            // Probabilities and the gradients of scores are rounded, each by half a unit in the last place; sums are over up to 100 of them.
            Assert.InRange(Operands.Error(memory.Read<float>(result), [.. expected.Select(value => (float)value)]), 0, brain ? 1.2e-2 : 1.5e-3);

            void Add(int example, int head, int query)
            {
                int first = example * length, row = first + query, keyHead = head / (heads / keyHeads);
                int q = head * size, k = queryWidth + (keyHead * size), v = k + keyWidth;
                double[] scores = [.. Enumerable.Range(0, length).Select(key => (causal && key > query) || mask[first + key] == 0
                    ? double.NegativeInfinity : Enumerable.Range(0, size).Sum(d => X(row, q + d) * X(first + key, k + d)) / Math.Sqrt(size))];
                double most = scores.Max();
                double sum = double.IsNegativeInfinity(most) ? 0 : scores.Sum(score => Math.Exp(score - most));
                if (sum == 0)
                {
                    return;
                }

                double[] weights = [.. scores.Select(score => Math.Exp(score - most) / sum)];
                double[] slopes = [.. Enumerable.Range(0, length).Select(key => Enumerable.Range(0, size).Sum(d => G(row, q + d) * X(first + key, v + d)))];
                double delta = weights.Zip(slopes, (weight, slope) => weight * slope).Sum();
                int place = (((example * heads) + head) * length) + query;
                (sums[place], deltas[place]) = ((float)(most + Math.Log(sum)), (float)(Scale * delta));
                for (int key = 0; key < length; key++)
                {
                    double slope = weights[key] * (slopes[key] - delta) / Math.Sqrt(size);
                    for (int d = 0; d < size; d++)
                    {
                        expected[(row * width) + q + d] += slope * X(first + key, k + d);
                        expected[((first + key) * width) + k + d] += slope * X(row, q + d);
                        expected[((first + key) * width) + v + d] += weights[key] * G(row, q + d);
                    }
                }
            }

            double X(int row, int column) => Number16.Wide(packed[(row * width) + column], brain);
            double G(int row, int column) => Number16.Wide(gradient[(row * queryWidth) + column], brain) / Scale;
        }
    }
}
