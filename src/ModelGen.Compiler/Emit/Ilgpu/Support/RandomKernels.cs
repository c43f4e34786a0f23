using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Random numbers of the library's counter generator: the same key gives those of the CPU target, normal ones as far as floats go.</summary>
internal static class RandomKernels
{
    private const int Threads = GpuReduce.Most;
    private const float Unit = 1f / 4294967296f;

    /// <summary>y = normal numbers of mean 0 and variance 1 (Box and Muller 1958).</summary>
    public static void Normal(GpuDevice device, ArrayView<float> y, long count, ulong key) =>
        device.Launch(NormalKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, y, (int)count, GpuRandom.Spread(key));

    /// <summary>y = uniform numbers on [0, 1).</summary>
    public static void Uniform(GpuDevice device, ArrayView<float> y, long count, ulong key) =>
        device.Launch(UniformKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, y, (int)count, GpuRandom.Spread(key));

    private static void NormalKernel(ArrayView<float> y, int count, ulong key)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            uint bits = GpuRandom.Hash(key, 2 * (ulong)i);
            float angle = 6.2831853f * (GpuRandom.Hash(key, (2 * (ulong)i) + 1) * Unit);
            y[i] = XMath.Sqrt(-2f * LogOfRest(bits)) * XMath.Cos(angle);
        }
    }

    private static void UniformKernel(ArrayView<float> y, int count, ulong key)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            y[i] = (GpuRandom.Hash(key, (ulong)i) >> 8) * (1f / (1 << 24));
        }
    }

    // log(1 - u) with u = bits / 2³²: the difference in whole numbers, which loses nothing, or for small u the series.
    private static float LogOfRest(uint bits)
    {
        float u = bits * Unit;
        float series = -u * (1f + (u * (0.5f + (u * ((1f / 3f) + (u * 0.25f))))));
        return u < 0.01f ? series : XMath.Log((0u - bits) * Unit);
    }
}
