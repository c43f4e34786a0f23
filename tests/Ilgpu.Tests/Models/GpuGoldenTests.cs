using System;
using System.Numerics.Tensors;
using ModelGen.Decoding;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Runtime.Tests;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Training and decoding against PyTorch's numbers. Outputs and gradients: <see cref="Equality.GoldenTests"/>.</summary>
public class GpuGoldenTests
{
    [KernelFact]
    public void Gpt2AdamW()
    {
        Machine machine = Machine.Shared;
        using Golden golden = Golden.Open("gpt2");
        GoldenGpt model = new();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model);
        ReadOnlyTensorSpan<int> input = new(golden.Ints("in.ids"), [2, 12]);
        ReadOnlyTensorSpan<int> target = new(golden.Ints("in.targets"), [2, 12]);
        gpu.UseAdamW(learningRate: 0.01f, weightDecay: 0.1f, epsilon: 1e-4f);
        float[] losses = new float[4];
        for (int step = 0; step < 3; step++)
        {
            losses[step] = gpu.ComputeGradients(input, target);
            gpu.Update();
        }

        losses[3] = gpu.ComputeLoss(input, target);
        Compare.Close(losses, golden.Floats("adamw.losses"), 1e-4, "losses");
        gpu.Download(model);
        foreach (Parameter parameter in model.Store.Parameters)
        {
            Compare.Close(FileLayout(parameter, parameter.Value), golden.Floats("adamw.after." + parameter.Name), 1e-3, parameter.Name);
        }
    }

    /// <summary>Two layers: an embedding, six launches a layer, the head.</summary>
    [KernelFact]
    public void Gpt2Decoding()
    {
        Machine machine = Machine.Shared;
        GoldenGpt model = new();
        model.Load(Golden.PathOf("gpt2.safetensors"));
        using GoldenGpt.Gpu gpu = new(machine.Accelerator, model);
        using GoldenGpt.Gpu.Decoder decoder = gpu.CreateDecoder();
        Decode(decoder, "gpt2", () => gpu.Launches, most: (6 * 2) + 4);
    }

    /// <inheritdoc cref="Gpt2Decoding"/>
    [KernelFact]
    public void LlamaDecoding()
    {
        Machine machine = Machine.Shared;
        GoldenLlama model = new();
        model.Load(Golden.PathOf("llama.safetensors"));
        using GoldenLlama.Gpu gpu = new(machine.Accelerator, model);
        using GoldenLlama.Gpu.Decoder decoder = gpu.CreateDecoder();
        Decode(decoder, "llama", () => gpu.Launches, most: (6 * 2) + 4);
    }

    private static void Decode(TokenDecoder decoder, string name, Func<long> launches, long most)
    {
        using Golden golden = Golden.Open(name);
        int[] tokens = golden.Ints("gen.tokens");
        float[] logits = golden.Floats("gen.logits");
        int vocabulary = decoder.Vocabulary;
        ReadOnlySpan<float> next = decoder.Append(golden.Ints("gen.prompt"));
        for (int i = 0; i < tokens.Length; i++)
        {
            Compare.Close(next, logits.AsSpan(i * vocabulary, vocabulary), 1e-4, $"logits {i}");
            Xunit.Assert.Equal(tokens[i], TensorPrimitives.IndexOfMax(next));
            if (i < tokens.Length - 1)
            {
                long before = launches();
                next = decoder.Append([tokens[i]]);
                Xunit.Assert.InRange(launches() - before, 1, most);
            }
        }
    }

    private static float[] FileLayout(Parameter parameter, ReadOnlySpan<float> values)
    {
        if (!parameter.Transposed)
        {
            return values.ToArray();
        }

        (int rows, int columns) = (parameter.Shape[0], parameter.Shape[1]);
        float[] transposed = new float[values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = values[(i * columns) + j];
            }
        }

        return transposed;
    }
}
