using System;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Surface;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>What a GPU answers with garbage, a crash or a hang is an error here, with kernel, group and thread.</summary>
public class FaultTests
{
    private static void ReadsBeyond(ArrayView<float> view) => view[Group.IdxX + 1] = 0;

    private static void ReadsBefore(ArrayView<float> view) => view[0] = view[Group.IdxX - 2];

    private static void LeavesTheView(ArrayView<float> view) => view.SubView(2, 3)[0] = 0;

    private static void CastsUnaligned(ArrayView<float> view) => view.SubView(1).Cast<double>()[0] = 0;

    private static void LeavesShared(ArrayView<float> view) => view[0] = SharedMemory.Allocate<float>(4)[4];

    private static void LeavesLocal(ArrayView<float> view) => view[0] = LocalMemory.Allocate<float>(4)[-1];

    private static void LeavesDynamic(ArrayView<float> view) => view[0] = SharedMemory.GetDynamic<float>()[0];

    [Fact]
    public void Every_access_is_checked()
    {
        AssertFault(ReadsBeyond, new KernelConfig(2, 4), "Kernel 'ReadsBeyond', group (0, 0, 0), thread (3, 0, 0): index 4 is outside of a view of 4 Single (buffer)");
        AssertFault(ReadsBefore, new KernelConfig(1, 4), "thread (0, 0, 0): index -2 is outside of a view of 4 Single (buffer)");
        AssertFault(LeavesTheView, new KernelConfig(1, 1), "SubView(2, 3) leaves a view of 4 elements");
        AssertFault(CastsUnaligned, new KernelConfig(1, 1), "Cast<Double> of a view that does not start at a multiple of 8 bytes");
        AssertFault(LeavesShared, new KernelConfig(1, 1), "index 4 is outside of a view of 4 Single (shared memory)");
        AssertFault(LeavesLocal, new KernelConfig(1, 1), "index -1 is outside of a view of 4 Single (local memory)");
        AssertFault(LeavesDynamic, new KernelConfig(1, 1), "index 0 is outside of a view of 0 Single (shared memory)");
    }

    private static void HalfComesToTheBarrier(ArrayView<float> view)
    {
        if (Group.IdxX < 2)
            Group.Barrier();
        view[Group.IdxX] = 1;
    }

    private static void SomeStayInTheLoop(ArrayView<float> view)
    {
        for (int i = 0; i <= Group.IdxX; i++)
            Group.Barrier();
        view[Group.IdxX] = 1;
    }

    private static void BarrierMeetsShuffle(ArrayView<float> view)
    {
        if (Group.IdxX == 0)
            Group.Barrier();
        else
            view[Group.IdxX] = Warp.ShuffleXor(1f, 1);
    }

    [Fact]
    public void A_barrier_that_not_all_reach_is_an_error_and_no_hang()
    {
        AssertFault(HalfComesToTheBarrier, new KernelConfig(1, 4), "a barrier that not all threads of the group reach: of 4 threads 2 wait at a barrier, 0 at a shuffle, 2 have ended");
        AssertFault(SomeStayInTheLoop, new KernelConfig(1, 4), "of 4 threads 3 wait at a barrier, 0 at a shuffle, 1 have ended");
        AssertFault(BarrierMeetsShuffle, new KernelConfig(1, 4), "Warp.ShuffleXor<Single> of width 32 in a warp that has diverged: of 4 threads 1 wait at a barrier, 3 at a shuffle, 0 have ended");
    }

    private static void SomeLanesShuffle(ArrayView<float> view)
    {
        if (Group.IdxX < 3)
            view[Group.IdxX] = Warp.Broadcast(1f, 0);
    }

    private static void LanesDisagree(ArrayView<float> view)
        => view[Group.IdxX] = Group.IdxX == 3 ? Warp.ShuffleXor(1f, 1) : Warp.Shuffle(1f, 0);

    private static void ReadsAbsentLane(ArrayView<float> view) => view[Group.IdxX] = Warp.ShuffleXor(1f, 4);

    [Fact]
    public void A_shuffle_in_a_diverged_warp_is_an_error()
    {
        AssertFault(SomeLanesShuffle, new KernelConfig(1, 4), "Warp.Broadcast<Single> of width 32 in a warp that has diverged: of 4 threads 0 wait at a barrier, 3 at a shuffle, 1 have ended");
        AssertFault(LanesDisagree, new KernelConfig(1, 4), "Warp.ShuffleXor<Single> of width 32 meets Warp.Shuffle<Single> of width 32 of lane 0: all lanes of a warp must do the same");
        AssertFault(ReadsAbsentLane, new KernelConfig(1, 4), "Warp.ShuffleXor reads lane 7 of 32, which the group does not have");
    }

    private static void AllocatesTooMuch(ArrayView<float> view) => view[0] = SharedMemory.Allocate<float>(12 * 1024 + 1)[0];

    private static void AllocatesInDisorder(ArrayView<float> view)
        => view[0] = Group.IdxX == 0 ? SharedMemory.Allocate<float>(4)[0] : SharedMemory.Allocate<int>(4)[0];

    [Fact]
    public void Shared_memory_is_limited_and_the_same_for_all_threads()
    {
        AssertFault(AllocatesTooMuch, new KernelConfig(1, 1), "SharedMemory.Allocate<Single>(12289): 49156 bytes, more than the accelerator's 49152 for a group");
        AssertFault(AllocatesInDisorder, new KernelConfig(1, 2), "SharedMemory.Allocate<Int32>(4) meets Allocate<Single>(4) of another thread");
        AssertFault(ReadsBeyond, new KernelConfig(1, 1, SharedMemoryConfig.RequestDynamic<float>(12289)), "49156 bytes of dynamic shared memory, more than the accelerator's 49152");
    }

    [Fact]
    public void Grids_and_groups_have_limits()
    {
        AssertFault(ReadsBeyond, new KernelConfig(1, 129), "Kernel 'ReadsBeyond': groups of (129, 1, 1) threads, more than 128 or less than one");
        AssertFault(ReadsBeyond, new KernelConfig(1, 0), "groups of (0, 1, 1) threads");
        AssertFault(ReadsBeyond, new KernelConfig(0, 1), "a grid of (0, 1, 1)");
        AssertFault(ReadsBeyond, new KernelConfig(1, 5), "groups of (5, 1, 1) threads, more than 4", new KernelSpecialization(4, null));
    }

    private static void FailsInTheThirdGroup(ArrayView<float> view)
    {
        Group.Barrier();
        view[Grid.IdxX >= 2 ? 100 + Group.IdxX : 0] = 1;
    }

    [Fact]
    public void The_accelerator_works_on_after_a_fault()
    {
        using Machine machine = Machine.Open();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D(new float[4]);
        var fails = machine.Accelerator.LoadStreamKernel<ArrayView<float>>(FailsInTheThirdGroup);

        for (int i = 0; i < 3; i++)
            Assert.Contains("FailsInTheThirdGroup', group (", Assert.Throws<KernelFaultException>(() => fails(new KernelConfig(4, 64), buffer.View)).Message, StringComparison.Ordinal);
        fails(new KernelConfig(2, 64), buffer.View);

        Assert.Equal([1, 0, 0, 0], buffer.GetAsArray1D());
    }

    [Fact]
    public void Outside_of_a_kernel_there_is_no_thread()
    {
        Assert.Throws<InvalidKernelOperationException>(() => Group.IdxX);
        Assert.Throws<InvalidKernelOperationException>(Group.Barrier);
    }

    private static void AssertFault(Action<ArrayView<float>> kernel, KernelConfig config, string reason, KernelSpecialization specialization = default)
    {
        using Machine machine = Machine.Open();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D(new float[4]);
        var launch = machine.Accelerator.LoadStreamKernel(kernel, specialization);

        var error = Assert.Throws<KernelFaultException>(() => launch(config, buffer.View));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
