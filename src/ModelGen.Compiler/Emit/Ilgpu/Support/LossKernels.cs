using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Losses: the gradient of the mean beside a number per row or group, which <see cref="Sum"/> adds up in a fixed order. A row's share is its part of the mean; 0: it does not count.</summary>
internal static class LossKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>Cross-entropy of softmax(logits) against class ids, in one pass over the row for maximum and sum, and one for the gradient.</summary>
    /// <param name="targets">[rows].</param>
    /// <param name="shares">[rows].</param>
    /// <param name="classWeights">[classes]; empty: 1 for each.</param>
    /// <param name="gradient">[rows, classes], may be <paramref name="logits"/>; empty: loss only.</param>
    /// <param name="losses">[rows].</param>
    /// <param name="weightSum">Of the class weights.</param>
    /// <param name="scale">Of the gradient.</param>
    public static void CrossEntropy(GpuDevice device, ArrayView<float> logits, ArrayView<int> targets, ArrayView<float> shares, ArrayView<float> classWeights, ArrayView<float> gradient,
        ArrayView<float> losses, long rows, int classes, float smoothing, float weightSum, float scale) =>
        device.Launch(CrossEntropyKernel, (rows, 1, 1), GpuReduce.Threads(classes), logits, targets, shares, classWeights, gradient, losses, classes, smoothing, weightSum, scale);

    /// <summary>max(x, 0) - x · t + log(1 + e⁻ˡˣˡ) for each number.</summary>
    /// <param name="shares">[count / width].</param>
    /// <param name="losses">[⌈count / 128⌉]: one sum per group.</param>
    /// <param name="width">Numbers of a row.</param>
    public static void BinaryCrossEntropy(GpuDevice device, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, long count, int width, float scale) =>
        device.Launch(BinaryKernel, (Groups(count), 1, 1), Threads, x, targets, shares, gradient, losses, (int)count, width, scale);

    /// <summary>(x - t)² for each number.</summary>
    public static void MeanSquaredError(GpuDevice device, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, long count, int width, float scale) =>
        device.Launch(SquareKernel, (Groups(count), 1, 1), Threads, x, targets, shares, gradient, losses, (int)count, width, scale);

    /// <summary>|x - t| for each number; the gradient at 0 is 0.</summary>
    public static void MeanAbsoluteError(GpuDevice device, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, long count, int width, float scale) =>
        device.Launch(AbsoluteKernel, (Groups(count), 1, 1), Threads, x, targets, shares, gradient, losses, (int)count, width, scale);

    /// <summary>(x - t)² / 2 within 1 of the target, |x - t| - 1/2 beyond.</summary>
    public static void Huber(GpuDevice device, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, long count, int width, float scale) =>
        device.Launch(HuberKernel, (Groups(count), 1, 1), Threads, x, targets, shares, gradient, losses, (int)count, width, scale);

    /// <summary>How many numbers the losses of <paramref name="count"/> outputs take.</summary>
    public static long Groups(long count) => (count + Threads - 1) / Threads;

    /// <summary>result[0] = Σ losses.</summary>
    public static void Sum(GpuDevice device, ArrayView<float> losses, ArrayView<float> result, long count) =>
        device.Launch(SumKernel, (1, 1, 1), Threads, losses, result, (int)count);

    private static void CrossEntropyKernel(ArrayView<float> logits, ArrayView<int> targets, ArrayView<float> shares, ArrayView<float> classWeights, ArrayView<float> gradient,
        ArrayView<float> losses, int classes, float smoothing, float weightSum, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * classes;
        int target = targets[Grid.IdxX];
        float share = shares[Grid.IdxX];
        bool counts = share != 0;
        bool weighs = classWeights.Length > 0;
        float max = float.MinValue;
        float plain = 0;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            float x = logits[row + i];
            max = x > max ? x : max;
            plain += weighs ? classWeights[i] * x : x;
        }

        max = GpuReduce.Max(shared, max);
        plain = GpuReduce.Sum(shared, plain);
        float sum = 0;
        for (int i = Group.IdxX; i < classes; i += Group.DimX)
        {
            sum += XMath.Exp(logits[row + i] - max);
        }

        sum = GpuReduce.Sum(shared, sum);
        float hot = counts && weighs ? (1f - smoothing) * classWeights[target] : 1f - smoothing;
        float all = hot + (smoothing * weightSum / classes);
        if (Group.IdxX == 0)
        {
            // Before the gradient is written over the logits.
            losses[Grid.IdxX] = counts ? share * ((all * (max + XMath.Log(sum))) - (hot * logits[row + target]) - (smoothing * plain / classes)) : 0;
        }

        Group.Barrier();
        if (gradient.Length > 0)
        {
            float factor = share * scale;
            for (int i = Group.IdxX; i < classes; i += Group.DimX)
            {
                float wanted = (i == target ? hot : 0) + (smoothing / classes * (weighs ? classWeights[i] : 1f));
                gradient[row + i] = counts ? factor * ((XMath.Exp(logits[row + i] - max) * all / sum) - wanted) : 0;
            }
        }
    }

    private static void BinaryKernel(ArrayView<float> logits, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, int count, int width, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float share = shares[i / width];
            float factor = share * scale;
            float x = logits[i];
            loss = share != 0 ? share * (GpuMath.LogOnePlusExp(x) - (x * targets[i])) : 0;
            if (gradient.Length > 0)
            {
                gradient[i] = share != 0 ? (GpuMath.Logistic(x) - targets[i]) * factor : 0;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void SquareKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, int count, int width, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float share = shares[i / width];
            float factor = share * scale;
            float d = output[i] - targets[i];
            loss = share != 0 ? share * d * d : 0;
            if (gradient.Length > 0)
            {
                gradient[i] = share != 0 ? 2f * d * factor : 0;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void AbsoluteKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, int count, int width, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float share = shares[i / width];
            float factor = share * scale;
            float d = output[i] - targets[i];
            loss = share != 0 ? share * XMath.Abs(d) : 0;
            if (gradient.Length > 0)
            {
                gradient[i] = share == 0 ? 0 : d > 0 ? factor : d < 0 ? -factor : d * factor;
            }
        }

        loss = GpuReduce.Sum(shared, loss);
        if (Group.IdxX == 0)
        {
            losses[Grid.IdxX] = loss;
        }
    }

    private static void HuberKernel(ArrayView<float> output, ArrayView<float> targets, ArrayView<float> shares, ArrayView<float> gradient, ArrayView<float> losses, int count, int width, float scale)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float loss = 0;
        if (i < count)
        {
            float share = shares[i / width];
            float factor = share * scale;
            float d = output[i] - targets[i];
            float distance = XMath.Abs(d);
            loss = share != 0 ? share * (distance < 1f ? 0.5f * d * d : distance - 0.5f) : 0;
            if (gradient.Length > 0)
            {
                gradient[i] = share != 0 ? (d > 1f ? 1f : d < -1f ? -1f : d) * factor : 0;
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
