using System;
using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu.Benchmarks.Cases;

/// <summary>
/// <c>gpu.attention</c>: one attention alone, forward or backward (32 bits), causal or not. Operations are those of the visible pairs: 4 · size a pair forward,
/// 10 · size backward.
/// </summary>
internal static class AttentionCase
{
    public static GpuMeasurement Measure(Accelerator accelerator, Options options)
    {
        using IDisposable session = Session(accelerator, options);
        AttentionKernels kernels = ((IAttentionModel)session).Attention();
        bool isNarrow = kernels.Tensors is not null;
        if (options.Backward && isNarrow)
        {
            throw new ArgumentException("the backward pass is in 32 bits: --pass backward --dtype fp32");
        }

        long steps = (long)options.Batch * options.Length;
        int width = kernels.Heads * kernels.Size;
        GpuBuffer<float> packed = kernels.Device.Allocate<float>(steps * 3 * width, "packed"), output = kernels.Device.Allocate<float>(steps * width, "output");
        packed.Write(Values(packed.Length));
        Action start;
        if (isNarrow)
        {
            // In 16 bits from here on where there are tensor cores, as a product leaves them.
            if (kernels.Tensors!.HasCores)
            {
                GpuBuffer<uint> narrow = kernels.Device.Allocate<uint>(packed.Length, "packed in 16 bits");
                RoundKernels.Narrow(kernels.Device, packed.View, narrow.View, steps, 3 * width, 3 * width, options.Precision == GpuPrecision.BFloat16);
                start = () => kernels.Tensor(kernels.Device, kernels.Tensors, narrow.View.Cast<float>(), output.View, options.Batch, options.Length);
            }
            else
            {
                start = () => kernels.Tensor(kernels.Device, kernels.Tensors, packed.View, output.View, options.Batch, options.Length);
            }
        }
        else
        {
            GpuBuffer<float> sums = kernels.Device.Allocate<float>(steps * kernels.Heads, "sums");
            start = () => kernels.Forward(kernels.Device, packed.View, output.View, sums.View, options.Batch, options.Length);
            if (options.Backward)
            {
                start();
                GpuBuffer<float> gradient = kernels.Device.Allocate<float>(steps * width, "gradient"), result = kernels.Device.Allocate<float>(steps * 3 * width, "result");
                gradient.Write(Values(gradient.Length));
                start = () => kernels.Backward(kernels.Device, packed.View, output.View, sums.View, gradient.View, result.View, options.Batch, options.Length);
            }
        }

        (double median, double min) = GpuTimer.Measure(start, accelerator.Synchronize, options.Samples);
        double pairs = (double)options.Batch * kernels.Heads * options.Length * (kernels.Causal ? (options.Length + 1) / 2.0 : options.Length);
        string pass = options.Backward ? "backward" : "forward";
        string name = $"gpu.attention-{pass}-{options.Batch}x{options.Length}x{kernels.Heads}x{kernels.Size}{(kernels.Causal ? "" : "-full")}";
        return new GpuMeasurement(name, accelerator.Name, options.Dtype, isNarrow && kernels.Tensors!.HasCores, median, min, pairs * kernels.Size * (options.Backward ? 10 : 4) / median / 1e9);
    }

    private static IDisposable Session(Accelerator accelerator, Options options) => (options.Heads, options.Size, options.Full) switch
    {
        (16, 64, false) => new Causal16x64.Gpu(accelerator, new Causal16x64(), options.Precision),
        (16, 64, true) => new Full16x64.Gpu(accelerator, new Full16x64(), options.Precision),
        (16, 128, false) => new Causal16x128.Gpu(accelerator, new Causal16x128(), options.Precision),
        (16, 128, true) => new Full16x128.Gpu(accelerator, new Full16x128(), options.Precision),
        _ => throw new ArgumentException($"kernels are made for 16 heads of 64 or 128, not {options.Heads} of {options.Size}: add a model to Models.cs"),
    };

    private static float[] Values(long count)
    {
        var random = new Random(1);
        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        return values;
    }
}
