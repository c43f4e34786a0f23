using System;
using System.Numerics.Tensors;
using ILGPU.Runtime;
using ModelGen.Decoding;

namespace ModelGen.Gpu.Benchmarks.Cases;

/// <summary>Whole models: <c>gpu.decode-110m</c>, <c>gpu.gpt2-124m.forward</c>, <c>gpu.gpt2-124m.step</c>, and the same with a tiny model.</summary>
internal static class ModelCases
{
    private const int DecodedTokens = 128;

    public static GpuMeasurement? Measure(string name, Accelerator accelerator, Options options)
    {
        switch (name)
        {
            case "gpu.decode-110m":
            {
                using Llama110M.Gpu gpu = new(accelerator, new Llama110M(), options.Precision);
                using Llama110M.Gpu.Decoder decoder = gpu.CreateDecoder();
                return Decode(name, accelerator, options, decoder, DecodedTokens, () => gpu.Launches);
            }

            case "gpu.decode-tiny":
            {
                using Tiny.Gpu gpu = new(accelerator, new Tiny(), options.Precision);
                using Tiny.Gpu.Decoder decoder = gpu.CreateDecoder();
                return Decode(name, accelerator, options, decoder, 4, () => gpu.Launches);
            }

            case "gpu.gpt2-124m.forward":
            {
                using Gpt2.Gpu gpu = new(accelerator, new Gpt2(), options.Precision);
                int[] ids = Tokens(options, 50257);
                return Whole(name, accelerator, options, ids.Length, () => gpu.Start(ids, options.Batch, options.Length));
            }

            case "gpu.gpt2-124m.step":
            {
                using Gpt2.Gpu gpu = new(accelerator, new Gpt2());
                gpu.UseAdamW(learningRate: 1e-4f);
                int[] ids = Tokens(options, 50257);
                return Whole(name, accelerator, options with { Dtype = "fp32" }, ids.Length, () =>
                {
                    gpu.AddGradients(Shaped(ids, options), Shaped(ids, options));
                    gpu.Step();
                });
            }

            case "gpu.tiny.step":
            {
                using Tiny.Gpu gpu = new(accelerator, new Tiny());
                gpu.UseAdamW(learningRate: 1e-4f);
                int[] ids = Tokens(options, 64);
                return Whole(name, accelerator, options with { Dtype = "fp32" }, ids.Length, () =>
                {
                    gpu.AddGradients(Shaped(ids, options), Shaped(ids, options));
                    gpu.Step();
                });
            }

            default:
                return null;
        }
    }

    private static GpuMeasurement Decode(string name, Accelerator accelerator, Options options, TokenDecoder decoder, int tokens, Func<long> launches)
    {
        Action run = () =>
        {
            decoder.Reset();
            int token = 1;
            for (int i = 0; i < tokens; i++)
            {
                token = TensorPrimitives.IndexOfMax(decoder.Append([token]));
            }
        };
        GpuMeasurement result = Whole(name, accelerator, options, tokens, run);
        long before = launches();
        decoder.Append([1]);
        return result with { LaunchesPerToken = launches() - before };
    }

    private static GpuMeasurement Whole(string name, Accelerator accelerator, Options options, int tokens, Action start)
    {
        (double median, double min) = GpuTimer.Measure(start, accelerator.Synchronize, options.Samples);
        bool cores = options.Precision != GpuPrecision.Float32 && accelerator is ILGPU.Runtime.Cuda.CudaAccelerator;
        return new GpuMeasurement(name, accelerator.Name, options.Dtype, cores && !name.Contains("decode", StringComparison.Ordinal), median, min, null, tokens / median * 1000);
    }

    private static ReadOnlyTensorSpan<int> Shaped(int[] ids, Options options) => new(ids, [options.Batch, options.Length]);

    private static int[] Tokens(Options options, int vocabulary)
    {
        var random = new Random(1);
        int[] ids = new int[options.Batch * options.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = random.Next(vocabulary);
        }

        return ids;
    }
}
