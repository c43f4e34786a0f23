using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>What the host does with buffers.</summary>
public class CopyTests
{
    [KernelFact]
    public void Arrays_spans_and_parts()
    {
        Machine machine = Machine.Shared;
        AcceleratorStream stream = machine.Accelerator.DefaultStream;
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<float>(6);

        buffer.CopyFromCPU([1f, 2f, 3f, 4f, 5f, 6f]);
        buffer.View.SubView(1, 2).CopyFromCPU(stream, [20f, 30f]);
        ReadOnlySpan<float> span = [50f];
        buffer.View.SubView(4, 1).CopyFromCPU(stream, span);
        ((ArrayView<float>)buffer.View).SubView(5, 1).CopyFromCPU(new ReadOnlySpan<float>([60f]));
        stream.Synchronize();

        float[] part = new float[3];
        buffer.View.SubView(3, 3).CopyToCPU(stream, part);
        Span<float> tail = stackalloc float[2];
        buffer.View.SubView(4, 2).CopyToCPU(stream, tail);
        stream.Synchronize();
        Assert.Equal([1, 20, 30, 4, 50, 60], buffer.GetAsArray1D());
        Assert.Equal([4, 50, 60], part);
        Assert.Equal([50, 60], tail.ToArray());
    }

    [KernelFact("ILGPU 1.5.3 fills a part of a buffer at its place times the size of an element")]
    public void Filling_and_copying_on_the_device()
    {
        Machine machine = Machine.Shared;
        AcceleratorStream stream = machine.Accelerator.DefaultStream;
        using MemoryBuffer1D<int, Stride1D.Dense> first = machine.Accelerator.Allocate1D([1, 2, 3, 4]);
        using MemoryBuffer1D<int, Stride1D.Dense> second = machine.Accelerator.Allocate1D(new int[4]);

        second.View.CopyFrom(stream, first.View);
        first.View.SubView(2, 2).CopyTo(stream, second.View.SubView(0, 2));
        first.View.SubView(1, 2).MemSetToZero(stream);
        stream.Synchronize();

        Assert.Equal([1, 0, 0, 4], first.GetAsArray1D());
        Assert.Equal([3, 4, 3, 4], second.GetAsArray1D());
        first.MemSetToZero();
        machine.Accelerator.Synchronize();
        Assert.Equal(new int[4], first.GetAsArray1D());
    }

    [KernelFact]
    public void An_array_is_copied_as_a_whole_and_a_span_may_be_shorter()
    {
        Machine machine = Machine.Shared;
        AcceleratorStream stream = machine.Accelerator.DefaultStream;
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D([1, 2, 3, 4]);
        using MemoryBuffer1D<int, Stride1D.Dense> longer = machine.Accelerator.Allocate1D(new int[8]);

        foreach (int length in new[] { 3, 5 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyFromCPU(new int[length]));
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyFromCPU(stream, new int[length]));
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.CopyToCPU(new int[length]));
            Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyToCPU(stream, new int[length]));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyFromCPU(stream, new ReadOnlySpan<int>(new int[5])));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyToCPU(stream, new Span<int>(new int[5])));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyFrom(stream, longer.View));
        buffer.View.CopyFromCPU(stream, new ReadOnlySpan<int>([10, 20]));
        longer.View.CopyFrom(stream, buffer.View);
        int[] first = new int[3];
        buffer.View.CopyToCPU(stream, first.AsSpan());
        stream.Synchronize();

        Assert.Equal([10, 20, 3], first);
        Assert.Equal([10, 20, 3, 4, 0, 0, 0, 0], longer.GetAsArray1D());
        Assert.Throws<ArgumentNullException>(() => buffer.View.SubView(0, 0).MemSetToZero(stream));
    }

    [KernelFact]
    public void Lengths_in_elements_and_bytes()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<double, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<double>(5);
        ArrayView<double> view = buffer.View;

        Assert.Equal((5, 40, 8), (buffer.Length, buffer.LengthInBytes, buffer.ElementSize));
        Assert.Equal((5, 40, 5), (view.Length, view.LengthInBytes, view.IntLength));
        Assert.Equal(10, view.Cast<float>().Length);
        Assert.Equal(2, view.SubView(0, 3).Cast<Three>().Length);
        Assert.False(default(ArrayView<double>).IsValid);
    }

    private readonly record struct Three(float X, float Y, float Z);
}
