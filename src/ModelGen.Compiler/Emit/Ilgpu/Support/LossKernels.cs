using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Losses of numbers: the gradient of the mean beside a sum per group, which <see cref="Sum"/> adds up in a fixed order. A row's share is its part of the mean; 0: it does not count.</summary>
internal static class LossKernels
{
    private const int Threads = GpuReduce.Most;

    /// <param name="kind">Of <see cref="PairLoss"/>.</param>
    /// <param name="shares">[count / width].</param>
    /// <param name="gradient">[count]; empty: loss only.</param>
    /// <param name="losses">[⌈count / 128⌉]: one sum per group.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="scale">Of the gradient.</param>
    public static void Pairs(
        GpuDevice device, int kind, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, long count, int width, float scale) =>
        device.Launch(PairsKernel, (Groups(count), 1, 1), Threads, kind, x, targets, shares, gradient, losses, (int)count, width, scale);

    /// <summary>How many numbers the losses of <paramref name="count"/> outputs take.</summary>
    public static long Groups(long count) => (count + Threads - 1) / Threads;

    /// <summary>result[0] = Σ losses.</summary>
    public static void Sum(GpuDevice device, ArrayView<float> losses, ArrayView<float> result, long count) =>
        device.Launch(SumKernel, (1, 1, 1), Threads, losses, result, (int)count);

    private static void PairsKernel(
        int kind, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, int count, int width, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float share = shares[i / width];
            float x = output[i];
            loss = share != 0 ? share * PairLoss.Term(kind, x, targets[i]) : 0;
            if (gradient.Length > 0)
            {
                gradient[i] = share != 0 ? PairLoss.Slope(kind, x, targets[i]) * (share * scale) : 0;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void SumKernel(ArrayView<float> losses, ArrayView<float> result, int count)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float sum = 0;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            sum += losses[i];
        }

        sum = GpuReduce.Sum(shared, sum);
        if (Group.IdxX == 0)
        {
            result[0] = sum;
        }
    }
}
