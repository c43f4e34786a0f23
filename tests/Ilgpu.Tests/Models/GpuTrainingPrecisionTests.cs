using System;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Runtime.Tests;
using ModelGen.Training;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Training in 16 bits against PyTorch's numbers in 32; weights, gradients and the optimizer's state stay in 32.</summary>
public class GpuTrainingPrecisionTests
{
    private const int Tokens = 2 * 12;

    // Three significant bits less.
    private static double Tolerance(GpuPrecision precision) => precision == GpuPrecision.Float16 ? 4e-3 : 3e-2;

    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void GradientsOfGpt2(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("gpt2");
        GoldenGpt model = Gpt2();
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model, trainingPrecision: precision);
        Machine.Keep(gpu);
        (int[] ids, int[] targets) = (golden.Ints("in.ids"), golden.Ints("in.targets"));
        float loss = gpu.ComputeGradients(new(ids, [2, 12]), new(targets, [2, 12]));
        Compare.Close([loss], golden.Floats("out.loss"), Tolerance(precision), "loss");
        gpu.DownloadGradients(model);
        float[] rounded = model.Store.Gradients.ToArray();
        model.Store.Gradients.Clear();
        model.ComputeGradients(new(ids, [2, 12]), new(targets, [2, 12]));
        float[] exact = model.Store.Gradients.ToArray();
        Compare.Close(rounded, exact, Tolerance(precision), "gradients");
        Assert.True(Compare.RelativeError(rounded, exact) > 1e-5, "nothing was rounded");
    }

    // Turned queries and keys that heads share, RmsNorm, a gate.
    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void GradientsOfLlama(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("llama");
        GoldenLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using GoldenLlama.Gpu gpu = new(machine.Accelerator, model, trainingPrecision: precision);
        Machine.Keep(gpu);
        int[] ids = golden.Ints("in.ids"), targets = golden.Ints("in.targets");
        gpu.AddGradients(new(ids, [2, 10]), new(targets, [2, 10]));
        gpu.DownloadGradients(model);
        float[] rounded = model.Store.Gradients.ToArray();
        model.Store.Gradients.Clear();
        model.ComputeGradients(new(ids, [2, 10]), new(targets, [2, 10]));
        Compare.Close(rounded, model.Store.Gradients, Tolerance(precision), "gradients");
    }

    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void LossesFollowThoseInThirtyTwoBitsWithTheSameBitsEachTime(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("gpt2");
        (float[] losses, float[] weights) = Trained(machine, golden, precision);
        Assert.Equal(weights, Trained(machine, golden, precision).Weights); // the same bits
        Compare.Close(losses, golden.Floats("adamw.losses"), Tolerance(precision), "losses");

        // The master weights: most are no numbers of 16 bits.
        Assert.True(weights.Count(value => (BitConverter.SingleToUInt32Bits(value) & 0xFFF) != 0) > weights.Length / 2);
    }

    /// <summary>A gradient a million times smaller is lost in binary16 unless it is scaled.</summary>
    [KernelFact]
    public void TheScaleOfTheLossSavesSmallGradients()
    {
        Machine machine = Machine.Shared;
        float[] x = Values.Floats(8 * 20, 1);
        int[] y = Values.Ints(8, 5, 2);
        GoldenMlp model = new(seed: 1);
        model.ComputeGradients(new(x, [8, 20]), new(y, [8]));
        float[] exact = model.Store.Gradients.ToArray();
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, model, trainingPrecision: GpuPrecision.Float16);
        Machine.Keep(gpu);
        Assert.Equal(65536, gpu.LossScale);
        Compare.Close(Gradients(), exact, 4e-3, "gradients");
        gpu.LossScale = 1;
        Assert.True(Compare.RelativeError(Gradients(), exact) > 0.1);

        float[] Gradients()
        {
            gpu.ZeroGradients();
            gpu.AddGradients(new(x, [8, 20]), new(y, [8]), 1e-7f);
            GoldenMlp copy = new();
            gpu.DownloadGradients(copy);
            return Array.ConvertAll(copy.Store.Gradients.ToArray(), value => value * 1e7f);
        }
    }

    [KernelFact]
    public void AnOverflowLeavesOutTheUpdateAndHalvesTheScale()
    {
        Machine machine = Machine.Shared;
        float[] x = Values.Floats(8 * 20, 1);
        int[] y = Values.Ints(8, 5, 2);
        GoldenMlp model = new(seed: 1), copy = new(seed: 2);
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, model, trainingPrecision: GpuPrecision.Float16) { LossScale = 1L << 60 };
        Machine.Keep(gpu);
        gpu.UseAdamW();
        Step();
        gpu.Download(copy);
        Assert.Equal(model.Store.Values.ToArray(), copy.Store.Values.ToArray());
        Assert.Equal((1, 1L << 59), (gpu.SkippedUpdates, (long)gpu.LossScale));
        gpu.LossScale = 65536;
        Step();
        gpu.Download(copy);
        Assert.NotEqual(model.Store.Values.ToArray(), copy.Store.Values.ToArray());
        Assert.Equal((1, 65536), (gpu.SkippedUpdates, (long)gpu.LossScale));

        void Step()
        {
            gpu.AddGradients(new(x, [8, 20]), new(y, [8]));
            gpu.Step();
        }
    }

    [KernelFact]
    public void OnlyFloat16ScalesTheLoss()
    {
        Machine machine = Machine.Shared;
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, new GoldenMlp(seed: 1), trainingPrecision: GpuPrecision.BFloat16);
        Machine.Keep(gpu);
        Assert.Equal(1, gpu.LossScale);
        Assert.Contains("trainingPrecision", Assert.Throws<InvalidOperationException>(() => gpu.LossScale = 2).Message);
    }

    private static GoldenGpt Gpt2()
    {
        GoldenGpt model = new();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        return model;
    }

    private static (float[] Losses, float[] Weights) Trained(Machine machine, Golden golden, GpuPrecision precision)
    {
        GoldenGpt model = Gpt2();
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model, trainingPrecision: precision);
        Machine.Keep(gpu);
        gpu.UseAdamW(learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        int[] ids = golden.Ints("in.ids"), targets = golden.Ints("in.targets");
        Assert.Equal(Tokens, ids.Length);
        for (int step = 0; step < 3; step++)
        {
            losses[step] = gpu.ComputeGradients(new(ids, [2, 12]), new(targets, [2, 12]));
            gpu.Step();
        }

        losses[3] = gpu.ComputeLoss(new(ids, [2, 12]), new(targets, [2, 12]));
        gpu.Download(model);
        return (losses, model.Store.Values.ToArray());
    }
}
