using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>Views in kernels: casts, parts, shared, dynamic and local memory.</summary>
public class ViewTests
{
    private const int Tile = 16;

    private static void Transpose(ArrayView<float> input, ArrayView<float> output, int rows, int columns)
    {
        ArrayView<float> tile = SharedMemory.Allocate<float>(Tile * (Tile + 1));
        int column = Grid.IdxX * Tile + Group.IdxX;
        int row = Grid.IdxY * Tile + Group.IdxY;
        if (row < rows && column < columns)
            tile[Group.IdxY * (Tile + 1) + Group.IdxX] = input[row * columns + column];
        Group.Barrier();
        column = Grid.IdxY * Tile + Group.IdxX;
        row = Grid.IdxX * Tile + Group.IdxY;
        if (row < columns && column < rows)
            output[row * rows + column] = tile[Group.IdxX * (Tile + 1) + Group.IdxY];
    }

    [KernelFact]
    public void A_tiled_transpose_in_two_dimensions()
    {
        const int Rows = 20;
        const int Columns = 37;
        using Machine machine = Machine.Open(warps: 8);
        float[] input = [.. Enumerable.Range(0, Rows * Columns).Select(i => (float)i)];
        using MemoryBuffer1D<float, Stride1D.Dense> source = machine.Accelerator.Allocate1D(input);
        using MemoryBuffer1D<float, Stride1D.Dense> target = machine.Accelerator.Allocate1D<float>(Rows * Columns);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int, int>(
            Transpose, new KernelSpecialization(Tile * Tile, null));
        KernelConfig config = new(new Index2D((Columns + Tile - 1) / Tile, (Rows + Tile - 1) / Tile), new Index2D(Tile, Tile));
        kernel(config, source.View, target.View, Rows, Columns);
        machine.Accelerator.Synchronize();

        float[] expected = [.. Enumerable.Range(0, Rows * Columns).Select(i => input[i % Rows * Columns + i / Rows])];
        Assert.Equal(expected, target.GetAsArray1D());
    }

    private static void Reverse(ArrayView<float> values)
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int thread = Group.IdxX;
        shared[thread] = values[thread];
        Group.Barrier();
        values[thread] = shared[shared.IntLength - 1 - thread];
    }

    [KernelFact("ILGPU 1.5.3 makes no OpenCL kernel of dynamic shared memory that PoCL 7 takes")]
    public void Dynamic_shared_memory_has_the_length_that_was_asked_for()
    {
        const int Length = 32;
        Machine machine = Machine.Shared;
        float[] input = [.. Enumerable.Range(0, Length).Select(i => (float)i)];
        using MemoryBuffer1D<float, Stride1D.Dense> values = machine.Accelerator.Allocate1D(input);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Reverse);
        kernel(new KernelConfig(1, Length, SharedMemoryConfig.RequestDynamic<float>(Length)), values.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(input.Reverse(), values.GetAsArray1D());
    }

    private static void AddQuads(ArrayView<float> input, ArrayView<float> output)
    {
        ArrayView<Quad> quads = input.Cast<Quad>();
        ArrayView<Quad> shared = SharedMemory.Allocate<float>(4 * Tile).Cast<Quad>();
        int thread = Group.IdxX;
        shared[thread] = quads[thread];
        Group.Barrier();
        Quad other = shared[thread ^ 1];
        Quad own = shared[thread];
        output.Cast<Quad>()[thread] = new Quad { X = own.X + other.X, Y = own.Y + other.Y, Z = own.Z + other.Z, W = own.W + other.W };
    }

    [KernelFact]
    public void Views_of_four_floats_at_once()
    {
        Machine machine = Machine.Shared;
        float[] input = [.. Enumerable.Range(0, 4 * Tile).Select(i => (float)i)];
        using MemoryBuffer1D<float, Stride1D.Dense> source = machine.Accelerator.Allocate1D(input);
        using MemoryBuffer1D<float, Stride1D.Dense> target = machine.Accelerator.Allocate1D<float>(4 * Tile);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(AddQuads);
        kernel(new KernelConfig(1, Tile), source.View, target.View);
        machine.Accelerator.Synchronize();

        float[] expected = [.. Enumerable.Range(0, 4 * Tile).Select(i => input[i] + input[i ^ 4])];
        Assert.Equal(expected, target.GetAsArray1D());
    }

    private static void Parts(ArrayView<int> values, ArrayView1D<int, Stride1D.Dense> dense)
    {
        ArrayView<int> part = values.SubView(4, 3);
        part[0] = part.IntLength;
        part[(long)1] = (int)values.Length;
        part[(Index1D)2] = (int)values.SubView(5).Length;
        dense.SubView(1, 2)[1] = dense.IntLength;
        dense[new Index1D(0)] = values.Cast<byte>().IntLength;
    }

    [KernelFact]
    public void Parts_of_views()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> values = machine.Accelerator.Allocate1D(new int[8]);
        using MemoryBuffer1D<int, Stride1D.Dense> dense = machine.Accelerator.Allocate1D(new int[4]);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView1D<int, Stride1D.Dense>>(Parts);
        kernel(new KernelConfig(1, 1), values.View, dense.View);
        machine.Accelerator.Synchronize();

        Assert.Equal([0, 0, 0, 0, 3, 8, 3, 0], values.GetAsArray1D());
        Assert.Equal([32, 0, 4, 0], dense.GetAsArray1D());
    }

    private static void Locals(ArrayView<float> output)
    {
        ArrayView<float> local = LocalMemory.Allocate<float>(4);
        for (int i = 0; i < 4; i++)
            local[i] = Group.IdxX + i;
        float sum = 0;
        for (int i = 0; i < 4; i++)
            sum += local[i];
        output[Group.IdxX] = sum;
    }

    [KernelFact]
    public void Local_memory_is_a_threads_own()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(8);

        machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Locals)(new KernelConfig(1, 8), output.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(Enumerable.Range(0, 8).Select(i => 4f * i + 6), output.GetAsArray1D());
    }

    private static void TwoBlocks(ArrayView<int> output)
    {
        ArrayView<int> first = SharedMemory.Allocate<int>(8);
        ArrayView<float> second = SharedMemory.Allocate<float>(8);
        int thread = Group.IdxX;
        first[thread] = thread;
        second[7 - thread] = 10 * thread;
        Group.Barrier();
        output[thread] = first[7 - thread] + (int)second[thread];
    }

    [KernelFact]
    public void Blocks_of_shared_memory_are_apart()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(8);

        machine.Accelerator.LoadStreamKernel<ArrayView<int>>(TwoBlocks)(new KernelConfig(1, 8), output.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(Enumerable.Range(0, 8).Select(i => 7 - i + 10 * (7 - i)), output.GetAsArray1D());
    }

    private struct Quad
    {
        public float X;
        public float Y;
        public float Z;
        public float W;
    }
}
