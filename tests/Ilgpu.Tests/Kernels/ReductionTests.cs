using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Kernels;

/// <summary>What the threads of a group compute together: barriers, shared memory, shuffles.</summary>
public class ReductionTests
{
    private const int Threads = 64;
    private const int Groups = 3;

    private static void SumByBarriers(ArrayView<float> input, ArrayView<float> sums)
    {
        ArrayView<float> partial = SharedMemory.Allocate<float>(Threads);
        int thread = Group.IdxX;
        partial[thread] = input[Grid.IdxX * Threads + thread];
        for (int half = Threads / 2; half > 0; half /= 2)
        {
            Group.Barrier();
            if (thread < half)
                partial[thread] += partial[thread + half];
        }

        if (thread == 0)
            sums[Grid.IdxX] = partial[0];
    }

    [KernelFact]
    public void A_sum_by_barriers()
    {
        Machine machine = Machine.Shared;
        float[] input = [.. Enumerable.Range(0, Groups * Threads).Select(i => i * 0.5f)];
        using MemoryBuffer1D<float, Stride1D.Dense> source = machine.Accelerator.Allocate1D(input);
        using MemoryBuffer1D<float, Stride1D.Dense> sums = machine.Accelerator.Allocate1D<float>(Groups);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SumByBarriers);
        kernel(new KernelConfig(Groups, Threads), source.View, sums.View);
        machine.Accelerator.Synchronize();

        Assert.Equal(input.Chunk(Threads).Select(c => c.Sum()), sums.GetAsArray1D());
    }

    private static void Shuffles(ArrayView<int> output)
    {
        int lane = Warp.LaneIdx;
        int at = Group.IdxX * 6;
        output[at] = Warp.Shuffle(lane * 10, 3);
        output[at + 1] = Warp.ShuffleXor(lane, 5);
        output[at + 2] = Warp.ShuffleDown(lane, 4);
        output[at + 3] = Warp.ShuffleUp(lane, 4);
        output[at + 4] = Warp.Broadcast(lane + 100, 7);
        output[at + 5] = Warp.ShuffleXor(lane, 2, 8);
    }

    [KernelFact("ILGPU has shuffles on OpenCL devices of Intel alone")]
    public void Shuffles_read_other_lanes()
    {
        Machine machine = Machine.Shared;
        using MemoryBuffer1D<int, Stride1D.Dense> output = machine.Accelerator.Allocate1D<int>(Threads * 6);

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<int>>(Shuffles);
        kernel(new KernelConfig(1, Threads), output.View);
        machine.Accelerator.Synchronize();

        int[] expected = [.. Enumerable.Range(0, Threads).Select(t => t % 32).SelectMany(lane => new[]
        {
            30, lane ^ 5, lane + 4 < 32 ? lane + 4 : lane, lane >= 4 ? lane - 4 : lane, 107, lane ^ 2,
        })];
        Assert.Equal(expected, output.GetAsArray1D());
    }
}
