using System;
using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu.Benchmarks.Cases;

/// <summary><c>gpu.gemm</c>: y [m, n] = x [m, k] · weight [n, k]ᵀ.</summary>
internal static class GemmCase
{
    public static GpuMeasurement Measure(Accelerator accelerator, Options options)
    {
        using IDisposable session = Session(accelerator, options);
        ProductKernels kernels = ((IProductModel)session).Product();
        GpuBuffer<float> x = kernels.Device.Allocate<float>((long)options.M * kernels.In, "x"), y = kernels.Device.Allocate<float>((long)options.M * kernels.Out, "y");
        float[] values = new float[x.Length];
        var random = new Random(1);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 2) - 1;
        }

        x.Write(values);
        Action start = () => kernels.Forward(kernels.Device, x.View, kernels.Weights.Value(kernels.Weight), y.View, options.M);
        bool hasCores = kernels.Tensors is { HasCores: true };
        if (hasCores)
        {
            GpuBuffer<uint> narrow = kernels.Device.Allocate<uint>(x.Length / 2, "x in 16 bits");
            RoundKernels.Narrow(kernels.Device, x.View, narrow.View, options.M, kernels.In, kernels.In, options.Precision == GpuPrecision.BFloat16);
            ArrayView<float> empty = kernels.Device.Empty;
            start = () => kernels.Tensor!(narrow.View.Cast<float>(), true, kernels.Weight, empty, empty, empty, y.View, options.M);
        }

        (double median, double min) = GpuTimer.Measure(start, accelerator.Synchronize, options.Samples);
        return new GpuMeasurement(
            $"gpu.gemm-{options.M}x{kernels.Out}x{kernels.In}", accelerator.Name, options.Dtype, hasCores, median, min, 2.0 * options.M * kernels.Out * kernels.In / median / 1e9);
    }

    private static IDisposable Session(Accelerator accelerator, Options options) => (options.N, options.K) switch
    {
        (4096, 4096) => new Gemm4096x4096.Gpu(accelerator, new Gemm4096x4096(), options.Precision),
        (1024, 1024) => new Gemm1024x1024.Gpu(accelerator, new Gemm1024x1024(), options.Precision),
        (3072, 768) => new Gemm3072x768.Gpu(accelerator, new Gemm3072x768(), options.Precision),
        _ => throw new ArgumentException($"kernels are made for n x k of 4096 x 4096, 1024 x 1024 and 3072 x 768, not {options.N} x {options.K}: add a model to Models.cs"),
    };
}
