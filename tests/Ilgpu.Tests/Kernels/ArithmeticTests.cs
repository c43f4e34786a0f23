using System;
using System.Linq;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>Functions, 16-bit floats and atomics.</summary>
public class ArithmeticTests
{
    private static readonly float[] s_inputs = [-3.5f, -1f, -0.001f, 0.25f, 1f, 2f, 7.75f, 20f];

    private static void Functions(ArrayView<float> input, ArrayView<float> output)
    {
        float x = input[Group.IdxX];
        float positive = XMath.Abs(x);
        int at = Group.IdxX * 12;
        output[at] = XMath.Exp(x);
        output[at + 1] = XMath.Log(positive);
        output[at + 2] = XMath.Exp2(x);
        output[at + 3] = XMath.Log2(positive);
        output[at + 4] = XMath.Rsqrt(positive);
        output[at + 5] = XMath.Rcp(x);
        output[at + 6] = XMath.Tanh(x);
        output[at + 7] = XMath.Pow(positive, 1.5f);
        output[at + 8] = XMath.Sin(x) + XMath.Cos(x);
        output[at + 9] = XMath.Clamp(x, -1f, 3f);
        output[at + 10] = MathF.Exp(MathF.Min(x, 1f));
        output[at + 11] = XMath.Floor(x) + XMath.DivRoundUp(7, 2) + XMath.Sqrt(positive);
    }

    [KernelFact]
    public void Functions_of_the_algorithms()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<float, Stride1D.Dense> input = machine.Accelerator.Allocate1D(s_inputs);
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(s_inputs.Length * 12);

        machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Functions)(new KernelConfig(1, s_inputs.Length), input.View, output.View);
        machine.Accelerator.Synchronize();

        double[] expected = [.. s_inputs.SelectMany(x =>
        {
            double positive = Math.Abs(x);
            return new[]
            {
                Math.Exp(x), Math.Log(positive), Math.Pow(2, x), Math.Log2(positive), 1 / Math.Sqrt(positive), 1.0 / x, Math.Tanh(x), Math.Pow(positive, 1.5),
                Math.Sin(x) + Math.Cos(x), Math.Clamp(x, -1, 3), Math.Exp(Math.Min(x, 1)), Math.Floor(x) + 4 + Math.Sqrt(positive),
            };
        })];
        float[] actual = output.GetAsArray1D();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(actual[i] - expected[i]) <= 2e-5 * Math.Max(1, Math.Abs(expected[i])), $"function {i % 12} of {s_inputs[i / 12]}: {actual[i]}, expected {expected[i]}");
    }

    private static void Halves(ArrayView<float> input, ArrayView<ILGPU.Half> halves, ArrayView<float> output)
    {
        int thread = Group.IdxX;
        ILGPU.Half x = (ILGPU.Half)input[thread];
        ILGPU.Half y = x * x + (ILGPU.Half)1f;
        halves[thread] = y;
        output[thread] = y;
    }

    [KernelFact("ILGPU has Half on OpenCL devices with cl_khr_fp16 alone; PoCL on a CPU is none")]
    public void Sixteen_bit_floats()
    {
        Machine machine = Machine.Shared;
        float[] exact = [-3.5f, -1f, 0.25f, 1f, 2f, 7.75f, 20f];
        using MemoryBuffer1D<float, Stride1D.Dense> input = machine.Accelerator.Allocate1D(exact);
        using MemoryBuffer1D<ILGPU.Half, Stride1D.Dense> halves = machine.Accelerator.Allocate1D<ILGPU.Half>(exact.Length);
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(exact.Length);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<ILGPU.Half>, ArrayView<float>>(Halves);
        kernel(new KernelConfig(1, exact.Length), input.View, halves.View, output.View);
        machine.Accelerator.Synchronize();

        // Small sums of quarters: exact in 11 bits.
        Assert.Equal(exact.Select(x => x * x + 1), output.GetAsArray1D());
        Assert.Equal(exact.Select(x => x * x + 1), halves.GetAsArray1D().Select(h => (float)h));
    }

    private static void Atomics(ArrayView<int> integers, ArrayView<float> floats)
    {
        int value = Grid.IdxX * Group.DimX + Group.IdxX + 1;
        Atomic.Add(ref integers[0], value);
        Atomic.Max(ref integers[1], value);
        Atomic.Min(ref integers[2], value);
        Atomic.Or(ref integers[3], 1 << (value & 7));
        Atomic.CompareExchange(ref integers[4], 0, value);
        Atomic.Add(ref floats[0], 0.5f);
    }

    [KernelFact]
    public void Atomics_of_all_groups()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> integers = machine.Accelerator.Allocate1D([0, 0, 1000, 0, 0]);
        using MemoryBuffer1D<float, Stride1D.Dense> floats = machine.Accelerator.Allocate1D(new float[1]);

        machine.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<float>>(Atomics)(new KernelConfig(4, 32), integers.View, floats.View);
        machine.Accelerator.Synchronize();

        int[] values = integers.GetAsArray1D();
        Assert.Equal([128 * 129 / 2, 128, 1, 255], values[..4]);
        Assert.InRange(values[4], 1, 128);
        Assert.Equal(64f, floats.GetAsArray1D()[0]);
    }
}
