using System;
using System.Linq;
using ModelGen.Ilgpu.Tests.Harness;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Attention over more than one tile of 32 steps, of every kind of head, beside the CPU target.</summary>
public class GpuAttentionTests
{
    [KernelFact]
    public void SharedKeysAndPadding()
    {
        SharedHeads model = new(seed: 1);
        Machine machine = Machine.Shared;
        using SharedHeads.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(2, 40);
        Check(gpu.ComputeGradients(new(ids, [2, 40]), new(targets, [2, 40])), model.ComputeGradients(new(ids, [2, 40]), new(targets, [2, 40])), model.Store, () => gpu.DownloadGradients(model));
    }

    [KernelFact]
    public void Dropout()
    {
        DroppedHeads model = new(seed: 1);
        Machine machine = Machine.Shared;
        using DroppedHeads.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(1, 37);
        Check(gpu.ComputeGradients(new(ids, [1, 37]), new(targets, [1, 37])), model.ComputeGradients(new(ids, [1, 37]), new(targets, [1, 37])), model.Store, () => gpu.DownloadGradients(model));
    }

    [KernelFact]
    public void WindowsAndTurnedPositions()
    {
        WindowedHeads model = new(seed: 1);
        Machine machine = Machine.Shared;
        using WindowedHeads.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(1, 70);
        Check(gpu.ComputeGradients(new(ids, [1, 70]), new(targets, [1, 70])), model.ComputeGradients(new(ids, [1, 70]), new(targets, [1, 70])), model.Store, () => gpu.DownloadGradients(model));
    }

    [KernelFact]
    public void TwoSlices()
    {
        SlicedHead model = new(seed: 1);
        Machine machine = Machine.Shared;
        using SlicedHead.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(1, 35);
        Check(gpu.ComputeGradients(new(ids, [1, 35]), new(targets, [1, 35])), model.ComputeGradients(new(ids, [1, 35]), new(targets, [1, 35])), model.Store, () => gpu.DownloadGradients(model));
    }

    [KernelFact]
    public void ThreeSlices()
    {
        LargeHeads model = new(seed: 1);
        Machine machine = Machine.Shared;
        using LargeHeads.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(1, 35);
        Check(gpu.ComputeGradients(new(ids, [1, 35]), new(targets, [1, 35])), model.ComputeGradients(new(ids, [1, 35]), new(targets, [1, 35])), model.Store, () => gpu.DownloadGradients(model));
    }

    [KernelFact]
    public void FourSlices()
    {
        LargestHead model = new(seed: 1);
        Machine machine = Machine.Shared;
        using LargestHead.Gpu gpu = new(machine.Accelerator, model);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = Batch(2, 34);
        Check(gpu.ComputeGradients(new(ids, [2, 34]), new(targets, [2, 34])), model.ComputeGradients(new(ids, [2, 34]), new(targets, [2, 34])), model.Store, () => gpu.DownloadGradients(model));
    }

    // Heads above 128 have a kernel for predictions in 16 bits; here it is their rounding that is seen.
    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void LargeHeadsInSixteenBits(GpuPrecision precision)
    {
        LargeHeads model = new(seed: 1);
        Machine machine = Machine.Shared;
        using LargeHeads.Gpu gpu = new(machine.Accelerator, model, precision);
        Machine.Keep(gpu);
        (int[] ids, _) = Batch(1, 35);
        float[] exact = Compare.Flat(model.Predict(new(ids, [1, 35]))), rounded = Compare.Flat(gpu.Predict(new(ids, [1, 35])));
        Compare.Close(rounded, exact, 1e-2, "logits");
        Assert.True(Compare.RelativeError(rounded, exact) > 1e-5, "nothing was rounded");
    }

    private static (int[] Ids, int[] Targets) Batch(int batch, int length)
    {
        int[] ids = [.. Values.Ints(batch * length, 10, 1).Select(id => id + 1)];
        Array.Clear(ids, ids.Length - 3, 3); // padding, where the model has any
        return (ids, Values.Ints(batch * length, 5, 2));
    }

    // The model's own gradients come last: they are copied before the device's take their place.
    private static void Check(float onDevice, float onCpu, ParameterStore store, Action download)
    {
        Compare.Close([onDevice], [onCpu], 1e-4, "loss");
        float[] expected = store.Gradients.ToArray();
        download();
        Compare.Gradients(store, expected, 1e-3);
    }
}
