using System;
using System.Numerics.Tensors;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Predictions and decoding in 16 bits against PyTorch's numbers in 32: within 1e-2, and not equal.</summary>
public class GpuPrecisionTests
{
    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Mlp(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("mlp");
        GoldenMlp model = new();
        model.Load(Golden.PathOf("mlp.safetensors"));
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, model, precision);
        Check(Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]))), golden.Floats("out.logits"));
    }

    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Gpt2(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("gpt2");
        GoldenGpt model = new();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model, precision);
        Check(Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 12]))), golden.Floats("out.logits"));
    }

    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Llama(GpuPrecision precision)
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("llama");
        GoldenLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using GoldenLlama.Gpu gpu = new(machine.Accelerator, model, precision);
        Check(Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 10]))), golden.Floats("out.logits"));
    }

    [KernelTheory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Decoding(GpuPrecision precision)
    {
        const int Prompt = 5, Length = 10, Vocabulary = 67;
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("llama");
        GoldenLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using GoldenLlama.Gpu gpu = new(machine.Accelerator, model, precision);
        using GoldenLlama.Gpu.Decoder decoder = gpu.CreateDecoder();
        float[] logits = golden.Floats("out.logits");
        int[] ids = golden.Ints("in.ids");
        Check(decoder.Append(ids.AsSpan(0, Prompt)), logits.AsSpan((Prompt - 1) * Vocabulary, Vocabulary));
        for (int i = Prompt; i < Length; i++)
        {
            Check(decoder.Append(ids.AsSpan(i, 1)), logits.AsSpan(i * Vocabulary, Vocabulary));
        }
    }

    [KernelFact]
    public void WeightsThatChangeAreRoundedAgain()
    {
        Machine machine = Machine.Shared;
        GoldenMlp model = new(seed: 1);
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, model, GpuPrecision.Float16);
        float[] x = Values.Floats(20, seed: 1);
        float[] before = Predict(gpu, x);
        gpu.Upload(new GoldenMlp(seed: 2));
        float[] uploaded = Predict(gpu, x);
        Assert.NotEqual(before, uploaded);
        Assert.Equal(Fresh(machine, new GoldenMlp(seed: 2), x), uploaded);

        gpu.UseSgd(learningRate: 1);
        gpu.AddGradients(new ReadOnlyTensorSpan<float>(x, [1, 20]), new ReadOnlyTensorSpan<int>([3], [1]));
        gpu.Step();
        GoldenMlp trained = new();
        gpu.Download(trained);
        float[] stepped = Predict(gpu, x);
        Assert.NotEqual(uploaded, stepped);
        Assert.Equal(Fresh(machine, trained, x), stepped);
    }

    private static float[] Fresh(Machine machine, GoldenMlp model, float[] x)
    {
        using GoldenMlp.Gpu gpu = new(machine.Accelerator, model, GpuPrecision.Float16);
        return Predict(gpu, x);
    }

    private static float[] Predict(GoldenMlp.Gpu gpu, float[] x) => Compare.Flat(gpu.Predict(new ReadOnlyTensorSpan<float>(x, [1, 20])));

    private static void Check(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        Compare.Close(actual, expected, 1e-2, "logits");
        Assert.True(Compare.RelativeError(actual, expected) > 1e-5, "nothing was rounded");
    }
}
