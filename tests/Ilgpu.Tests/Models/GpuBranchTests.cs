using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Decoding;
using ModelGen.Equality;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Runtime.Tests;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Models;

/// <summary>Several texts that go on from one prompt, whose keys and values they share, beside the CPU target's.</summary>
public class GpuBranchTests
{
    private static readonly (int[] Tokens, int[] Parents)[] s_steps =
        [([5, 4], [0, 0]), ([0, 1, 2, 3], [1, 0, 1, 1]), ([6, 6, 1], [3, 3, 0]), ([2, 0, 4, 5], [2, 1, 0, 2]), ([3], [3]), ([1, 1, 1, 2], [0, 0, 0, 0])];

    [KernelTheory]
    [InlineData("gpt2", 3)]
    [InlineData("llama", 3)]
    [InlineData("window", 3)]
    [InlineData("winding", 3)]
    [InlineData("long", 63)]
    [InlineData("long", 130)]
    public void EachTextIsTheCpus(string model, int prompt) => Check(model, prompt, GpuPrecision.Float32, 1e-4);

    [KernelTheory]
    [InlineData("llama", GpuPrecision.Float16)]
    [InlineData("window", GpuPrecision.BFloat16)]
    public void EachTextIn16Bits(string model, GpuPrecision precision) => Check(model, 3, precision, 3e-2);

    [KernelFact]
    public void ContinuationsAreThoseOfTheirSeeds()
    {
        (_, TokenDecoder gpu, IDisposable session) = Open("winding", GpuPrecision.Float32);
        using (session)
        {
            SamplingOptions options = new(Temperature: 1.5f, TopK: 5, Seed: 7, RepetitionPenalty: 1.3f);
            IReadOnlyList<int[]> texts = gpu.Generate([1, 3], 6, continuations: 3, options);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal([.. gpu.Generate([1, 3], 6, options with { Seed = 7 + (ulong)i })], texts[i]);
            }
        }
    }

    [KernelFact]
    public void AForkGoesOnByItself()
    {
        (_, TokenDecoder gpu, IDisposable session) = Open("llama", GpuPrecision.Float32);
        using (session)
        {
            gpu.Append([1, 3, 2]);
            TokenDecoder fork = gpu.Fork();
            float[] other = fork.Append([6]).ToArray();
            float[] expected = gpu.Append([5, 4]).ToArray();
            Assert.Equal((5, 4), (gpu.Position, fork.Position));
            fork.CopyFrom(gpu, common: 3);
            Assert.Equal(gpu.Append([7]).ToArray(), fork.Append([7]).ToArray());
            gpu.Reset();
            gpu.Append([1, 3, 2]);
            Assert.Equal(other, gpu.Append([6]).ToArray());
            gpu.Reset();
            gpu.Append([1, 3, 2]);
            Assert.Equal(expected, gpu.Append([5, 4]).ToArray());
            Assert.Throws<ArgumentException>(() => gpu.CopyFrom(fork, common: 9));
        }
    }

    [KernelFact]
    public void BranchesEndWithTheirPrompt()
    {
        (_, TokenDecoder gpu, IDisposable session) = Open("gpt2", GpuPrecision.Float32);
        using (session)
        {
            gpu.Append([1, 2]);
            TokenBranches branches = gpu.Branch(2, 2);
            branches.Append([1, 2], [0, 0]);
            gpu.Reset();
            gpu.Append([1, 2]);
            Assert.Throws<InvalidOperationException>(() => branches.Append([1], [0]));
        }
    }

    private static void Check(string model, int prompt, GpuPrecision precision, double tolerance)
    {
        (TokenDecoder cpu, TokenDecoder gpu, IDisposable session) = Open(model, precision);
        using (session)
        {
            int[] tokens = [.. Enumerable.Range(0, prompt).Select(i => ((i * 5) + 1) % 11)];
            cpu.Append(tokens);
            gpu.Append(tokens);
            TokenBranches expected = cpu.Branch(width: 4, length: 6), branches = gpu.Branch(width: 4, length: 6);
            foreach ((int[] next, int[] parents) in s_steps)
            {
                Compare.Close(branches.Append(next, parents), expected.Append(next, parents), tolerance, $"{model}: {branches.Position} tokens");
            }
        }
    }

    private static (TokenDecoder Cpu, TokenDecoder Gpu, IDisposable Session) Open(string name, GpuPrecision precision)
    {
        switch (name)
        {
            case "gpt2":
                GoldenGpt gpt = new();
                gpt.Load(Golden.PathOf("gpt2.safetensors"));
                GoldenGpt.Gpu gptSession = new(Machine.Shared.Accelerator, gpt, precision);
                return (gpt.CreateDecoder(), gptSession.CreateDecoder(), gptSession);
            case "llama":
                GoldenLlama llama = new();
                llama.Load(Golden.PathOf("llama.safetensors"));
                GoldenLlama.Gpu llamaSession = new(Machine.Shared.Accelerator, llama, precision);
                return (llama.CreateDecoder(), llamaSession.CreateDecoder(), llamaSession);
            case "window":
                ShortSighted window = new(seed: 1);
                ShortSighted.Gpu windowSession = new(Machine.Shared.Accelerator, window, precision);
                return (window.CreateDecoder(), windowSession.CreateDecoder(), windowSession);
            case "winding":
                Winding winding = new(seed: 1);
                Winding.Gpu windingSession = new(Machine.Shared.Accelerator, winding, precision);
                return (winding.CreateDecoder(), windingSession.CreateDecoder(), windingSession);
            default:
                LongSighted far = new(seed: 1);
                LongSighted.Gpu farSession = new(Machine.Shared.Accelerator, far, precision);
                return (far.CreateDecoder(), farSession.CreateDecoder(), farSession);
        }
    }
}
