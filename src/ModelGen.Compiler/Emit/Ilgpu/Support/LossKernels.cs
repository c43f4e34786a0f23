using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Losses: the gradient of the mean beside a number per row, which <see cref="Mean"/> adds up in a fixed order.</summary>
internal static class LossKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>Cross-entropy of softmax(logits) against class ids, in one pass over the row for maximum and sum, and one for the gradient.</summary>
    /// <param name="targets">[rows].</param>
    /// <param name="ids">[rows] tokens; rows whose token is <paramref name="padding"/> do not count. Not read when padding is negative.</param>
    /// <param name="gradient">[rows, classes], may be <paramref name="logits"/>; empty: loss only.</param>
    /// <param name="losses">[rows].</param>
    /// <param name="scale">Of the gradient: 1 / counted rows, times what the caller wants.</param>
    public static void CrossEntropy(GpuDevice device, ArrayView<float> logits, ArrayView<int> targets, ArrayView<int> ids, int padding, ArrayView<float> gradient,
        ArrayView<float> losses, long rows, int classes, float smoothing, int ignoreIndex, float scale) =>
        device.Launch(CrossEntropyKernel, (rows, 1, 1), GpuReduce.Threads(classes), logits, targets, ids, padding, gradient, losses, classes, smoothing, ignoreIndex, scale);

    /// <summary>max(x, 0) - x · t + log(1 + e⁻ˡˣˡ) for each number.</summary>
    /// <param name="losses">[⌈count / 128⌉]: one sum per group.</param>
    public static void BinaryCrossEntropy(GpuDevice device, ArrayView<float> logits, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, long count, float scale) =>
        device.Launch(BinaryKernel, (Groups(count), 1, 1), Threads, logits, targets, gradient, losses, (int)count, scale);

    /// <summary>(x - t)² for each number.</summary>
    public static void MeanSquaredError(GpuDevice device, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, long count, float scale) =>
        device.Launch(SquareKernel, (Groups(count), 1, 1), Threads, output, targets, gradient, losses, (int)count, scale);

    /// <summary>|x - t| for each number; the gradient at 0 is 0.</summary>
    public static void MeanAbsoluteError(GpuDevice device, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, long count, float scale) =>
        device.Launch(AbsoluteKernel, (Groups(count), 1, 1), Threads, output, targets, gradient, losses, (int)count, scale);

    /// <summary>(x - t)² / 2 within 1 of the target, |x - t| - 1/2 beyond.</summary>
    public static void Huber(GpuDevice device, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, long count, float scale) =>
        device.Launch(HuberKernel, (Groups(count), 1, 1), Threads, output, targets, gradient, losses, (int)count, scale);

    /// <summary>How many numbers the losses of <paramref name="count"/> outputs take.</summary>
    public static long Groups(long count) => (count + Threads - 1) / Threads;

    /// <summary>result[0] = scale · Σ losses.</summary>
    public static void Mean(GpuDevice device, ArrayView<float> losses, ArrayView<float> result, long count, float scale) =>
        device.Launch(MeanKernel, (1, 1, 1), Threads, losses, result, (int)count, scale);

    private static void CrossEntropyKernel(ArrayView<float> logits, ArrayView<int> targets, ArrayView<int> ids, int padding, ArrayView<float> gradient,
        ArrayView<float> losses, int classes, float smoothing, int ignoreIndex, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * classes;
        int target = targets[Grid.IdxX];
        bool counts = target != ignoreIndex;
        if (counts && padding >= 0)
        {
            counts = ids[Grid.IdxX] != padding;
        }

        float max = float.MinValue;
        float plain = 0;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float x = logits[row + i];
            max = x > max ? x : max;
            plain += x;
        }

        max = GpuReduce.Max(shared, max);
        plain = GpuReduce.Sum(shared, plain);
        float sum = 0;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            sum += XMath.Exp(logits[row + i] - max);
        }

        sum = GpuReduce.Sum(shared, sum);
        if (Group.IdxX == 0)
        {
            // Before the gradient is written over the logits.
            losses[Grid.IdxX] = counts ? max + XMath.Log(sum) - ((1f - smoothing) * logits[row + target]) - (smoothing * plain / classes) : 0;
        }

        Group.Barrier();
        if (gradient.Length > 0)
        {
            float factor = scale / sum;
            for (int i = Group.IdxX; i < classes; i += Group.DimX)
            {
                float hot = i == target ? 1f - smoothing : 0;
                gradient[row + i] = counts ? (XMath.Exp(logits[row + i] - max) * factor) - (scale * (hot + (smoothing / classes))) : 0;
            }
        }
    }

    private static void BinaryKernel(ArrayView<float> logits, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, int count, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float x = logits[i];
            loss = GpuMath.LogOnePlusExp(x) - (x * targets[i]);
            if (gradient.Length > 0)
            {
                gradient[i] = (GpuMath.Logistic(x) - targets[i]) * scale;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void SquareKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, int count, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float d = output[i] - targets[i];
            loss = d * d;
            if (gradient.Length > 0)
            {
                gradient[i] = 2f * d * scale;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void AbsoluteKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, int count, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float d = output[i] - targets[i];
            loss = XMath.Abs(d);
            if (gradient.Length > 0)
            {
                gradient[i] = d > 0 ? scale : d < 0 ? -scale : d * scale;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void HuberKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> gradient, ArrayView<float> losses, int count, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float d = output[i] - targets[i];
            float distance = XMath.Abs(d);
            loss = distance < 1f ? 0.5f * d * d : distance - 0.5f;
            if (gradient.Length > 0)
            {
                gradient[i] = (d > 1f ? 1f : d < -1f ? -1f : d) * scale;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void MeanKernel(ArrayView<float> losses, ArrayView<float> result, int count, float scale)
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
            result[0] = sum * scale;
        }
    }
}
