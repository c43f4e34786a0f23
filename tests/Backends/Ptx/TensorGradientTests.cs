using System;
using System.Linq;
using ModelGen.Backends.Ptx.Tests.Machine;
using ModelGen.Gpu;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The gradients of a 16-bit product: the PTX, run instruction by instruction, against sums in double precision.</summary>
public class TensorGradientTests
{
    private const float Factor = 0.25f;

    [Theory]
    [InlineData(typeof(WholeInputShape), 64, 128, 70)]
    [InlineData(typeof(OddInputShape), 67, 131, 70)]
    public void OfTheInput(Type shape, int outputs, int inputs, int rows)
    {
        foreach ((Type tile, int size, bool brain) in Variants())
        {
            int pitch = Pitch(outputs), weightPitch = Pitch(inputs);
            ushort[] dy = Padded(1, rows, outputs, brain), weight = Padded(2, outputs, inputs, brain);
            float[] residual = Operands.Floats(3, rows * inputs), before = Operands.Floats(4, rows * inputs, size: 2);
            float[] actual = Run(shape, tile, size, brain, dy, weight, residual, before, rows, inputs, outputs);
            bool isOdd = shape == typeof(OddInputShape);
            double[] slopes = [.. before.Select(x => isOdd ? Slope(x) : 1)];
            Compare(actual, (row, column) => (slopes[(row * inputs) + column] * Factor * Enumerable.Range(0, outputs).Sum(k => Wide(dy, (row * pitch) + k, brain) * Wide(weight, (k * weightPitch) + column, brain)))
                + (isOdd ? residual[(row * inputs) + column] : 0), inputs);
        }
    }

    [Theory]
    [InlineData(typeof(WholeWeightShape), 128, 64, 96)]
    [InlineData(typeof(OddWeightShape), 67, 131, 75)]
    public void OfTheWeight(Type shape, int outputs, int inputs, int rows)
    {
        foreach ((Type tile, int size, bool brain) in Variants())
        {
            int pitch = Pitch(outputs), inputPitch = Pitch(inputs);
            ushort[] dy = Padded(1, rows, outputs, brain), x = Padded(2, rows, inputs, brain);
            float[] gradient = Operands.Floats(3, outputs * inputs);
            float[] actual = Run(shape, tile, size, brain, dy, x, gradient, [0], outputs, inputs, rows);
            Compare(actual, (output, input) => gradient[(output * inputs) + input] + (Factor * Enumerable.Range(0, rows).Sum(k => Wide(dy, (k * pitch) + output, brain) * Wide(x, (k * inputPitch) + input, brain))), inputs);
        }
    }

    private static (Type Tile, int Size, bool Brain)[] Variants() =>
        [.. from tile in new[] { (typeof(TensorTile128), 128), (typeof(TensorTile64), 64) } from brain in new[] { false, true } select (tile.Item1, tile.Item2, brain)];

    private static float[] Run(Type shape, Type tile, int size, bool brain, ushort[] a, ushort[] b, float[] residual, float[] before, int rows, int width, int depth)
    {
        PtxProgram program = new(PtxCompiler.Compile(typeof(TensorProductKernel).GetMethod(nameof(TensorProductKernel.Run))!.MakeGenericMethod(brain ? typeof(BFloat16) : typeof(Float16), tile, shape), size * 2));
        PtxMemory memory = new();
        ulong y = memory.Add<float>(new float[rows * width]);
        PtxBlock.Launch(
            program, memory, ((rows + size - 1) / size, (width + size - 1) / size, 1), size * 2,
            [memory.Add<ushort>(a)], [memory.Add<ushort>(b)], [0], [memory.Add<float>(residual)], [memory.Add<float>(before)], [y], [(ulong)rows], [(ulong)depth], [BitConverter.SingleToUInt32Bits(Factor)]);
        return memory.Read<float>(y);
    }

    private static void Compare(float[] actual, Func<int, int, double> formula, int width) =>
        Assert.InRange(Operands.Error(actual, [.. Enumerable.Range(0, actual.Length).Select(i => (float)formula(i / width, i % width))]), 0, 1e-5);

    // Rows filled up with zeros to whole chunks of eight.
    private static ushort[] Padded(int seed, int rows, int width, bool brain)
    {
        ushort[] values = Operands.Narrow(seed, rows * width, brain);
        return [.. Enumerable.Range(0, rows * Pitch(width)).Select(i => i % Pitch(width) < width ? values[(i / Pitch(width) * width) + (i % Pitch(width))] : (ushort)0)];
    }

    private static int Pitch(int width) => (width + 7) / 8 * 8;

    private static double Wide(ushort[] values, int at, bool brain) => Number16.Wide(values[at], brain);

    private static double Slope(double x)
    {
        const double Step = 1e-5;
        return (Reference.Activation(GpuMath.GeluTanh, x + Step) - Reference.Activation(GpuMath.GeluTanh, x - Step)) / (2 * Step);
    }
}
