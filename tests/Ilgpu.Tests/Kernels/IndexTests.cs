using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>Places in grid and group, parameters, and what a group decides together.</summary>
public class IndexTests
{
    private static void Places(ArrayView<int> output)
    {
        int group = (Grid.IdxZ * Grid.DimY + Grid.IdxY) * Grid.DimX + Grid.IdxX;
        int thread = (Group.IdxZ * Group.DimY + Group.IdxY) * Group.DimX + Group.IdxX;
        int at = group * (Group.DimX * Group.DimY * Group.DimZ) + thread;
        output[at] = 100000 * Grid.IdxZ + 10000 * Grid.IdxY + 1000 * Grid.IdxX + 100 * Group.IdxZ + 10 * Group.IdxY + Group.IdxX;
    }

    [KernelFact]
    public void Three_dimensions_of_groups_and_threads()
    {
        Machine machine = Machine.Shared;
        Index3D grid = new(2, 3, 2);
        Index3D group = new(4, 2, 3);
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(grid.Size * group.Size);

        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Places)(new KernelConfig(grid, group), output.View);
        machine.Accelerator.Synchronize();

        int[] expected = [.. from gz in Enumerable.Range(0, 2)
                             from gy in Enumerable.Range(0, 3)
                             from gx in Enumerable.Range(0, 2)
                             from z in Enumerable.Range(0, 3)
                             from y in Enumerable.Range(0, 2)
                             from x in Enumerable.Range(0, 4)
                             select 100000 * gz + 10000 * gy + 1000 * gx + 100 * z + 10 * y + x];
        Assert.Equal(expected, output.GetAsArray1D());
    }

    private static void Fourteen(
        ArrayView<double> output, byte a, short b, int c, long d, float e, double f, uint g, Numbers h, ArrayView<int> i, ArrayView<int> j, int k, int l, SpecializedValue<int> m)
        => output[0] = a + b + c + d + e + f + g + h.First + h.Second + i[0] + j[1] + k + l + m;

    [KernelFact]
    public void Fourteen_parameters()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<double, Stride1D.Dense> output = machine.Accelerator.Allocate1D<double>(1);
        using MemoryBuffer1D<int, Stride1D.Dense> values = machine.Accelerator.Allocate1D([10, 20]);

        var kernel = machine.Accelerator.LoadStreamKernel<
            ArrayView<double>, byte, short, int, long, float, double, uint, Numbers, ArrayView<int>, ArrayView<int>, int, int, SpecializedValue<int>>(Fourteen);
        kernel(new KernelConfig(1, 1), output.View, 1, 2, 3, 4, 5, 6, 7, new Numbers { First = 8, Second = 9 }, values.View, values.View, 30, 40, SpecializedValue.New(50));
        machine.Accelerator.Synchronize();

        Assert.Equal(45 + 10 + 20 + 30 + 40 + 50, output.GetAsArray1D()[0]);
    }

    private static void Fill(ArrayView<int> output, int value) => output[Grid.IdxX * Group.DimX + Group.IdxX] = value;

    [KernelFact]
    public void A_kernel_on_a_stream_of_its_own()
    {
        Machine machine = Machine.Shared;
        using AcceleratorStream stream = machine.Accelerator.CreateStream();
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(12);

        var kernel = machine.Accelerator.LoadKernel<ArrayView<int>, int>(Fill);
        kernel(stream, new KernelConfig(3, 4), output.View, 7);
        stream.Synchronize();

        Assert.Equal(Enumerable.Repeat(7, 12), output.GetAsArray1D(stream));
    }

    [KernelFact]
    public void A_lambda_that_captures_nothing()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(4);

        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(static view => view[Group.IdxX] = Group.IdxX)(new KernelConfig(1, 4), output.View);
        machine.Accelerator.Synchronize();

        Assert.Equal([0, 1, 2, 3], output.GetAsArray1D());
    }

    private static void Votes(ArrayView<int> output)
    {
        int thread = Group.IdxX;
        int count = Group.BarrierPopCount(thread % 3 == 0);
        bool all = Group.BarrierAnd(thread >= 0);
        bool any = Group.BarrierOr(thread > 100);
        int third = Group.Broadcast(10 * thread, 3);
        output[thread] = count + (all ? 100 : 0) + (any ? 1000 : 0) + 10000 * third;
    }

    [KernelFact("ILGPU 1.5.3 on PoCL: BarrierAnd is false where all threads agree")]
    public void Votes_and_broadcasts_of_a_group()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(32);

        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Votes)(new KernelConfig(1, 32), output.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(Enumerable.Repeat(11 + 100 + 300000, 32), output.GetAsArray1D());
    }

    public struct Numbers
    {
        public float First;
        public float Second;
    }
}
