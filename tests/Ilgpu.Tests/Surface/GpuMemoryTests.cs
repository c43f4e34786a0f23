using System;
using System.Numerics.Tensors;
using ILGPU.Surface;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Ilgpu.Tests.Models;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Surface;

/// <summary>A device that is full, and what is left on it: only the stand-in can be asked.</summary>
public class GpuMemoryTests
{
    [Fact]
    public void AModelThatDoesNotFitLeavesNothingBehind()
    {
        using Machine machine = Machine.Open();
        machine.Accelerator.LimitMemory(1000);
        GoldenGpt model = new(seed: 1);
        Exception fault = Assert.Throws<InvalidOperationException>(() => new GoldenGpt.Gpu(machine.Accelerator, model));
        Assert.Contains($"has no room for the weights: {4 * model.Store.Values.Length} bytes, besides 0 that this model has", fault.Message);
        Assert.Contains("lower the batch or the length of the sequence", fault.Message);
        Assert.Equal(0, machine.Accelerator.LiveBytes());
        Assert.Equal(61 * 3, model.Predict(new ReadOnlyTensorSpan<int>([1, 2, 3], [1, 3])).FlattenedLength);
    }

    [Fact]
    public void ASmallerBatchWorksAfterOneThatDidNotFit()
    {
        using Machine machine = Machine.Open();
        GoldenGpt model = new(seed: 1);
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model);
        int[] ids = Values.Ints(64 * 16, 61, 1);
        float[] expected = Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(ids.AsSpan(0, 3), [1, 3])));
        machine.Accelerator.LimitMemory(machine.Accelerator.LiveBytes() + 20_000);
        Exception fault = Assert.Throws<InvalidOperationException>(() => gpu.Predict(new ReadOnlyTensorSpan<int>(ids, [64, 16])));
        Assert.Contains("has no room for a prediction of this size", fault.Message);
        Assert.Equal(expected, Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(ids.AsSpan(0, 3), [1, 3]))));
    }

    [Fact]
    public void DisposeFreesEveryBuffer()
    {
        using Machine machine = Machine.Open();
        using (GoldenLlama.Gpu gpu = new(machine.Accelerator, new GoldenLlama(seed: 1)))
        {
            gpu.UseAdamW();
            gpu.UseSgd(momentum: 0.9f);
            gpu.AddGradients(new(Values.Ints(6, 67, 1), [2, 3]), new(Values.Ints(6, 67, 2), [2, 3]));
            gpu.Step(maximumNorm: 1);
            gpu.CreateDecoder().Append([1, 2]);
            Assert.Equal(gpu.DeviceBytes, machine.Accelerator.LiveBytes());
        }

        Assert.Equal(0, machine.Accelerator.LiveBuffers());
    }
}
