using System;
using System.Linq;
using System.Reflection;
using ModelGen.Backends.Ptx.Tests.Machine;
using ModelGen.Gpu;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>The 16-bit product's PTX, run instruction by instruction, against sums in double precision.</summary>
public class TensorProductTests
{
    private const int Rows = 70;

    [Theory]
    [InlineData(typeof(WholeShape))]
    [InlineData(typeof(OddShape))]
    [InlineData(typeof(EvenShape))]
    [InlineData(typeof(GatedShape))]
    [InlineData(typeof(ErfShape))]
    public void LargeTile(Type shape)
    {
        Check(shape, typeof(TensorTile128), 128, brain: false);
        Check(shape, typeof(TensorTile128), 128, brain: true);
    }

    [Theory]
    [InlineData(typeof(WholeShape))]
    [InlineData(typeof(OddShape))]
    [InlineData(typeof(EvenShape))]
    [InlineData(typeof(GatedShape))]
    [InlineData(typeof(ErfShape))]
    public void SmallTile(Type shape)
    {
        Check(shape, typeof(TensorTile64), 64, brain: false);
        Check(shape, typeof(TensorTile64), 64, brain: true);
    }

    [Theory]
    [InlineData(GpuMath.None, 0)]
    [InlineData(GpuMath.Relu, 0)]
    [InlineData(GpuMath.Gelu, 2e-6)]
    [InlineData(GpuMath.GeluTanh, 2e-6)]
    [InlineData(GpuMath.Silu, 2e-6)]
    [InlineData(GpuMath.Tanh, 2e-6)]
    [InlineData(GpuMath.Sigmoid, 2e-6)]
    [InlineData(GpuMath.Softplus, 2e-6)]
    public void Activations(int activation, double tolerance) => Probe(nameof(ActivationProbe.Kernel), activation, tolerance, x => Reference.Activation(activation, x));

    [Theory]
    [InlineData(GpuMath.Relu, 0)]
    [InlineData(GpuMath.Gelu, 2e-6)]
    [InlineData(GpuMath.GeluTanh, 2e-6)]
    [InlineData(GpuMath.Silu, 2e-6)]
    [InlineData(GpuMath.Tanh, 2e-6)]
    [InlineData(GpuMath.Sigmoid, 2e-6)]
    [InlineData(GpuMath.Softplus, 2e-6)]
    public void Slopes(int activation, double tolerance)
    {
        const double Step = 1e-5;
        Probe(nameof(ActivationProbe.SlopeKernel), activation, tolerance, x => x == 0 && activation == GpuMath.Relu ? 0 : (Reference.Activation(activation, x + Step) - Reference.Activation(activation, x - Step)) / (2 * Step));
    }

    private static void Probe(string name, int activation, double tolerance, Func<double, double> formula)
    {
        MethodInfo kernel = typeof(ActivationProbe).GetMethod(name)!.MakeGenericMethod(ActivationProbe.Types[activation]);
        float[] x = [-30, -4, -1, -0.01f, 0, 0.3f, 2, 25];
        PtxMemory memory = new();
        ulong place = memory.Add<float>(x);
        PtxBlock.Launch(new PtxProgram(PtxCompiler.Compile(kernel, 32)), memory, (1, 1, 1), 32, [place], [(ulong)x.Length]);
        Assert.InRange(Operands.Error(memory.Read<float>(place), [.. x.Select(value => (float)formula(value))]), 0, tolerance);
    }

    private static void Check(Type shape, Type tile, int size, bool brain)
    {
        Type type = brain ? typeof(BFloat16) : typeof(Float16);
        PtxProgram program = new(PtxCompiler.Compile(typeof(TensorProductKernel).GetMethod(nameof(TensorProductKernel.Run))!.MakeGenericMethod(type, tile, shape), size * 2));
        int inputs = Constant<int>(shape, nameof(ITensorProduct.Inputs));
        int outputs = Constant<int>(shape, nameof(ITensorProduct.Outputs));
        bool isGated = Constant<bool>(shape, nameof(ITensorProduct.IsGated));
        bool isRounded = Constant<bool>(shape, nameof(ITensorProduct.IsRounded));
        int width = isGated ? outputs / 2 : outputs;
        ushort[] x = Operands.Narrow(1, Rows * inputs, brain);
        ushort[] weight = Operands.Narrow(2, outputs * inputs, brain);
        float[] bias = Operands.Floats(3, outputs);
        float[] residual = Operands.Floats(4, Rows * width);
        PtxMemory memory = new();
        ulong y = isRounded ? memory.Add<ushort>(new ushort[Rows * width]) : memory.Add<float>(new float[Rows * width]);
        bool keeps = Constant<bool>(shape, nameof(ITensorProduct.KeepsBefore));
        ulong before = keeps ? memory.Add<float>(new float[Rows * width]) : 0;
        int columns = isGated ? size / 2 : size;
        PtxBlock.Launch(
            program,
            memory,
            ((Rows + size - 1) / size, (width + columns - 1) / columns, 1),
            size * 2,
            [memory.Add<ushort>(x)],
            [memory.Add<ushort>(weight)],
            [memory.Add<float>(bias)],
            [memory.Add<float>(residual)],
            [before],
            [y],
            [Rows],
            [0],
            [0]);

        float[] actual = isRounded ? [.. memory.Read<ushort>(y).Select(value => Number16.Wide(value, brain))] : memory.Read<float>(y);
        float[] expected = new float[Rows * width];
        for (int i = 0; i < expected.Length; i++)
        {
            double value = Sum(i / width, i % width);
            value = isGated ? Reference.Activation(GpuMath.Silu, value) * Sum(i / width, (i % width) + width) : Reference.Activation(Constant<int>(shape, nameof(ITensorProduct.Activation)), value);
            expected[i] = (float)(value + (Constant<bool>(shape, nameof(ITensorProduct.HasResidual)) ? residual[i] : 0));
        }

        // Half a unit in the last place of a rounded result; sums in 32 bits otherwise.
        Assert.InRange(Operands.Error(actual, expected), 0, isRounded ? (brain ? 1 / 256.0 : 1 / 2048.0) : 1e-5);

        if (keeps)
        {
            Assert.InRange(Operands.Error(memory.Read<float>(before), [.. Enumerable.Range(0, Rows * width).Select(i => (float)Sum(i / width, i % width))]), 0, 1e-5);
        }

        double Sum(int row, int output)
        {
            double sum = Constant<bool>(shape, nameof(ITensorProduct.HasBias)) ? bias[output] : 0;
            for (int k = 0; k < inputs; k++)
            {
                sum += (double)Number16.Wide(x[(row * inputs) + k], brain) * Number16.Wide(weight[(output * inputs) + k], brain);
            }

            return sum;
        }
    }

    private static T Constant<T>(Type shape, string name) => (T)shape.GetProperty(name)!.GetValue(null)!;
}
