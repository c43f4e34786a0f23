using System;
using System.Numerics.Tensors;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ModelGen.Models.Tests;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>Predictions in 16 bits against PyTorch's in 32, on an accelerator without tensor cores.</summary>
public class PrecisionTests
{
    [Theory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Mlp(GpuPrecision precision) => Check("mlp", [8, 5], (accelerator, golden, output) =>
    {
        PtxMlp model = new();
        model.Load(Golden.PathOf("mlp.safetensors"));
        using PtxMlp.Gpu gpu = new(accelerator, model, precision);
        gpu.Predict(new ReadOnlyTensorSpan<float>(golden.Floats("in.x"), [8, 20]), output);
    });

    [Theory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Gpt2(GpuPrecision precision) => Check("gpt2", [2, 12, 61], (accelerator, golden, output) =>
    {
        PtxGpt model = new();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        using PtxGpt.Gpu gpu = new(accelerator, model, precision);
        gpu.Predict(new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 12]), output);
    });

    [Theory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Llama(GpuPrecision precision) => Check("llama", [2, 10, 67], (accelerator, golden, output) =>
    {
        PtxLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using PtxLlama.Gpu gpu = new(accelerator, model, precision);
        gpu.Predict(new ReadOnlyTensorSpan<int>(golden.Ints("in.ids"), [2, 10]), output);
    });

    [Theory]
    [InlineData(GpuPrecision.Float16)]
    [InlineData(GpuPrecision.BFloat16)]
    public void Decoding(GpuPrecision precision)
    {
        const int Prompt = 5, Length = 10, Vocabulary = 67;
        using Golden golden = Golden.Open("llama");
        using Context context = NewContext();
        using CPUAccelerator accelerator = context.CreateCPUAccelerator(0, CPUAcceleratorMode.Parallel);
        PtxLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using PtxLlama.Gpu gpu = new(accelerator, model, precision);
        using PtxLlama.Gpu.Decoder decoder = gpu.CreateDecoder();
        float[] expected = golden.Floats("out.logits");
        int[] ids = golden.Ints("in.ids");
        Check(decoder.Append(ids.AsSpan(0, Prompt)), Prompt - 1);
        for (int i = Prompt; i < Length; i++)
        {
            Check(decoder.Append(ids.AsSpan(i, 1)), i);
        }

        void Check(ReadOnlySpan<float> logits, int step)
        {
            ReadOnlySpan<float> wanted = expected.AsSpan(step * Vocabulary, Vocabulary);
            Compare.Close(logits, wanted, 1e-2, $"logits of step {step}");
            Assert.True(Compare.RelativeError(logits, wanted) > 1e-5, "nothing was rounded");
        }
    }

    [Fact]
    public void WeightsThatChangeAreRoundedAgain()
    {
        using Context context = NewContext();
        using CPUAccelerator accelerator = context.CreateCPUAccelerator(0, CPUAcceleratorMode.Parallel);
        PtxMlp model = new(seed: 1);
        using PtxMlp.Gpu gpu = new(accelerator, model, GpuPrecision.Float16);
        float[] before = Predict(gpu);
        PtxMlp other = new(seed: 2);
        gpu.Upload(other);
        float[] after = Predict(gpu);
        using PtxMlp.Gpu fresh = new(accelerator, other, GpuPrecision.Float16);
        Assert.Equal(Predict(fresh), after);
        Assert.NotEqual(before, after);
    }

    private static float[] Predict(PtxMlp.Gpu gpu)
    {
        float[] output = new float[5];
        gpu.Predict(new ReadOnlyTensorSpan<float>(Operands.Floats(1, 20), [1, 20]), new TensorSpan<float>(output, [1, 5]));
        return output;
    }

    private static void Check(string name, nint[] shape, Action<Accelerator, Golden, TensorSpan<float>> predict)
    {
        using Golden golden = Golden.Open(name);
        using Context context = NewContext();
        using CPUAccelerator accelerator = context.CreateCPUAccelerator(0, CPUAcceleratorMode.Parallel);
        float[] expected = golden.Floats("out.logits");
        float[] output = new float[expected.Length];
        predict(accelerator, golden, new TensorSpan<float>(output, shape));
        Compare.Close(output, expected, 1e-2, "logits");
        Assert.True(Compare.RelativeError(output, expected) > 1e-5, "nothing was rounded");
    }

    private static Context NewContext() => Context.Create(builder => builder.CPU(new CPUDevice(32, 4, 1)).EnableAlgorithms());
}
