using System;
using System.Linq;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Surface;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>Garbage in fresh memory, lifetimes, and what can be counted.</summary>
public class MemoryTests
{
    private static void ReadsFreshMemory(ArrayView<float> output)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(4);
        ArrayView<float> local = LocalMemory.Allocate<float>(4);
        output[0] = shared[0];
        output[1] = SharedMemory.GetDynamic<float>()[0];
        output[2] = local[3];
        shared[0] = 1;
        local[3] = 1;
        SharedMemory.GetDynamic<float>()[0] = 1;
        output[3] = SharedMemory.Allocate<int>(1)[0];
    }

    [Fact]
    public void Fresh_memory_is_garbage_each_time()
    {
        using Machine machine = Machine.Open();
        using MemoryBuffer1D<float, Stride1D.Dense> output = machine.Accelerator.Allocate1D<float>(4);
        Assert.All(output.GetAsArray1D(), value => Assert.True(float.IsNaN(value)));
        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>>(ReadsFreshMemory);

        for (int i = 0; i < 2; i++)
        {
            output.MemSetToZero();
            kernel(new KernelConfig(2, 1, SharedMemoryConfig.RequestDynamic<float>(1)), output.View);

            Assert.Equal([float.NaN, float.NaN, float.NaN, -1], output.GetAsArray1D());
        }
    }

    private static void Writes(ArrayView<float> view) => view[0] = 1;

    [Fact]
    public void A_disposed_buffer_is_used_no_more()
    {
        using Machine machine = Machine.Open();
        MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<float>(4);
        ArrayView<float> view = buffer.View;
        buffer.Dispose();

        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Writes);
        Assert.Contains("read or written after it was disposed", Assert.Throws<KernelFaultException>(() => kernel(new KernelConfig(1, 1), view)).Message, StringComparison.Ordinal);
        Assert.Throws<KernelFaultException>(() => view.CopyFromCPU(new float[4]));
        Assert.Throws<KernelFaultException>(() => buffer.GetAsArray1D());
        Assert.Throws<ObjectDisposedException>(buffer.Dispose);
    }

    [Fact]
    public void A_disposed_accelerator_is_used_no_more()
    {
        using Context context = Context.CreateDefault();
        Accelerator accelerator = context.GetPreferredDevice(preferCPU: true).CreateAccelerator(context);
        MemoryBuffer1D<float, Stride1D.Dense> left = accelerator.Allocate1D<float>(4);
        var kernel = accelerator.LoadStreamKernel<ArrayView<float>>(Writes);
        accelerator.Dispose();

        Assert.Throws<ObjectDisposedException>(() => kernel(new KernelConfig(1, 1), default));
        Assert.Throws<ObjectDisposedException>(() => accelerator.Allocate1D<float>(1));
        Assert.Throws<ObjectDisposedException>(accelerator.Synchronize);
        Assert.Throws<ObjectDisposedException>(accelerator.Dispose);
        Assert.Throws<KernelFaultException>(() => left.GetAsArray1D());
        left.Dispose();
        Assert.Equal(0, accelerator.LiveBytes());
    }

    [Fact]
    public void Buffers_and_launches_are_counted()
    {
        using Machine machine = Machine.Open();
        Accelerator accelerator = machine.Accelerator;
        using (MemoryBuffer1D<double, Stride1D.Dense> first = accelerator.Allocate1D<double>(10))
        {
            using MemoryBuffer1D<float, Stride1D.Dense> second = accelerator.Allocate1D([1f]);
            Assert.Equal((84, 2), (accelerator.LiveBytes(), accelerator.LiveBuffers()));
            accelerator.LoadStreamKernel<ArrayView<float>>(Writes)(new KernelConfig(1, 1), second.View);
            accelerator.LoadStreamKernel<ArrayView<float>>(ReadsFreshMemory);
        }

        Assert.Equal((0, 0), (accelerator.LiveBytes(), accelerator.LiveBuffers()));
        Assert.Equal(["Writes"], accelerator.LaunchedKernels());
    }

    [Fact]
    public void Memory_can_be_limited()
    {
        using Machine machine = Machine.Open();
        machine.Accelerator.LimitMemory(100);
        using MemoryBuffer1D<byte, Stride1D.Dense> most = machine.Accelerator.Allocate1D<byte>(90);

        AcceleratorException error = Assert.ThrowsAny<AcceleratorException>(() => machine.Accelerator.Allocate1D<byte>(11));

        Assert.Equal("out of device memory: 11 bytes asked for, 10 of 100 left", error.Message);
        Assert.Equal(90, machine.Accelerator.LiveBytes());
    }

    /// <summary>ILGPU's assertions end the process; so this is not among the tests that run against it.</summary>
    [Fact]
    public void A_part_starts_inside_of_its_view()
    {
        using Machine machine = Machine.Open();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D<float>(4);

        Assert.Equal(0, buffer.View.SubView(0, 0).Length);
        Assert.Throws<KernelFaultException>(() => buffer.View.SubView(3, 2));
        Assert.Throws<KernelFaultException>(() => buffer.View.SubView(4, 0));
        Assert.Throws<KernelFaultException>(() => buffer.View.BaseView.SubView(4));
        Assert.Throws<KernelFaultException>(() => buffer.View.BaseView.SubView(-1, 2));
    }

    private static void Assembles(ArrayView<float> view)
    {
        CudaAsm.Emit("add.f32 %0, %1, %1;", out float twice, view[0]);
        view[0] = twice;
    }

    [Fact]
    public void There_is_no_cuda()
    {
        using Machine machine = Machine.Open();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = machine.Accelerator.Allocate1D([1f]);

        bool hasTensorCores = machine.Accelerator is CudaAccelerator cuda && cuda.Architecture >= CudaArchitecture.SM_80;
        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>>(Assembles);

        Assert.False(hasTensorCores);
        Assert.Contains("CudaAsm.IsSupported", Assert.Throws<KernelFaultException>(() => kernel(new KernelConfig(1, 1), buffer.View)).Message, StringComparison.Ordinal);
        Assert.True(CudaArchitecture.SM_90 > CudaArchitecture.SM_89);
        Assert.NotNull(kernel.GetKernel());
    }

    private static void SumsInOrder(ArrayView<float> sum, ArrayView<float> values) => Atomic.Add(ref sum[0], values[Grid.IdxX * Group.DimX + Group.IdxX]);

    [Fact]
    public void Atomic_sums_of_floats_have_the_same_bits_each_time()
    {
        using Machine machine = Machine.Open();
        float[] input = [.. Enumerable.Range(1, 4096).Select(i => 1f / i)];
        using MemoryBuffer1D<float, Stride1D.Dense> values = machine.Accelerator.Allocate1D(input);
        using MemoryBuffer1D<float, Stride1D.Dense> sum = machine.Accelerator.Allocate1D<float>(1);
        var kernel = machine.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(SumsInOrder);

        for (int i = 0; i < 5; i++)
        {
            sum.MemSetToZero();
            kernel(new KernelConfig(64, 64), sum.View, values.View);

            Assert.Equal(input.Aggregate(0f, (total, value) => total + value), sum.GetAsArray1D()[0]);
        }
    }
}
