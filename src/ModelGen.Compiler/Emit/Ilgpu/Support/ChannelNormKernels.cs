using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Normalisation over channels: a group of threads does one channel of the batch, or one group of an example's channels, in a fixed order.</summary>
internal static class ChannelNormKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>Batch normalisation by the batch's own statistics, towards which the running ones move; frozen, by the running ones.</summary>
    /// <param name="mean">[channels], for the backward pass; or empty, as <paramref name="inverse"/>.</param>
    /// <param name="mask">[outer], or empty: rows with 0 are no part of the statistics.</param>
    public static void Batch(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> runningMean, ArrayView<float> runningVariance, ArrayView<float> y,
        ArrayView<float> mean, ArrayView<float> inverse, ArrayView<float> mask, long outer, int channels, int inner, bool frozen, float momentum, float epsilon) =>
        device.Launch(BatchKernel, (channels, 1, 1), Threads, x, gain, bias, runningMean, runningVariance, y, mean, inverse, mask, new Index3D((int)outer, channels, inner), frozen ? -1f : momentum, epsilon);

    /// <summary>By the running statistics.</summary>
    public static void BatchPrediction(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> y, long outer, int channels, int inner, float epsilon)
    {
        long count = outer * channels * inner;
        device.Launch(PredictionKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, x, gain, bias, mean, variance, y, (int)count, channels, inner, epsilon);
    }

    /// <summary>Adds to the gradients of gain and bias.</summary>
    public static void BatchBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> mean, ArrayView<float> inverse, ArrayView<float> mask, ArrayView<float> dx,
        ArrayView<float> dGain, ArrayView<float> dBias, long outer, int channels, int inner, bool frozen) =>
        device.Launch(BatchBackwardKernel, (channels, 1, 1), Threads, dy, x, gain, mean, inverse, mask, dx, dGain, dBias, new Index3D((int)outer, channels, inner), frozen ? 1 : 0);

    /// <summary>Group normalisation.</summary>
    /// <param name="mean">[outer, groups], for the backward pass; or empty, as <paramref name="inverse"/>.</param>
    public static void Groups(GpuDevice device, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> y, ArrayView<float> mean, ArrayView<float> inverse, long outer, int channels, int inner, int groups, float epsilon) =>
        device.Launch(GroupsKernel, (outer * groups, 1, 1), Threads, x, gain, bias, y, mean, inverse, new Index3D((int)outer, channels, inner), groups, epsilon);

    /// <summary>Adds to the gradients of gain and bias.</summary>
    public static void GroupsBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> mean, ArrayView<float> inverse, ArrayView<float> dx,
        ArrayView<float> dGain, ArrayView<float> dBias, long outer, int channels, int inner, int groups)
    {
        Index3D sizes = new((int)outer, channels, inner);
        device.Launch(GroupsBackwardKernel, (outer * groups, 1, 1), Threads, dy, x, gain, mean, inverse, dx, sizes, groups);
        device.Launch(GroupsWeightKernel, (channels, 1, 1), Threads, dy, x, mean, inverse, dGain, dBias, sizes, groups);
    }

    private static void BatchKernel(ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> runningMean, ArrayView<float> runningVariance, ArrayView<float> y,
        ArrayView<float> means, ArrayView<float> inverses, ArrayView<float> mask, Index3D sizes, float momentum, float epsilon)
    {
        ChannelShape shape = new(sizes, 1);
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int channel = Grid.IdxX;
        float start = x[shape.At(channel, 0)]; // by way of differences from one of the numbers: the mean of equal ones is exactly theirs
        float sum = 0;
        float real = 0;
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            bool counts = mask.Length == 0 || mask[i / shape.Inner] != 0;
            sum += counts ? x[shape.At(channel, i)] - start : 0;
            real += counts ? 1f : 0;
        }

        sum = GpuReduce.Sum(shared, sum);
        real = GpuReduce.Sum(shared, real);
        float mean = real == 0 ? start : start + (sum / real);
        float squares = 0;
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            bool counts = mask.Length == 0 || mask[i / shape.Inner] != 0;
            float d = x[shape.At(channel, i)] - mean;
            squares += counts ? d * d : 0;
        }

        squares = GpuReduce.Sum(shared, squares);
        float variance = real == 0 ? 0 : squares / real;
        float ownMean = runningMean[channel];
        float ownVariance = runningVariance[channel];
        bool isFrozen = momentum < 0;
        if (Group.IdxX == 0 && !isFrozen && real > 0)
        {
            float unbiased = real > 1f ? squares / (real - 1f) : variance;
            runningMean[channel] = ownMean + (momentum * (mean - ownMean));
            runningVariance[channel] = ownVariance + (momentum * (unbiased - ownVariance));
        }

        mean = isFrozen ? ownMean : mean;
        float inverse = 1f / XMath.Sqrt((isFrozen ? ownVariance : variance) + epsilon);
        if (Group.IdxX == 0 && means.Length > 0)
        {
            means[channel] = mean;
            inverses[channel] = inverse;
        }

        float factor = inverse * gain[channel];
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            int at = shape.At(channel, i);
            y[at] = ((x[at] - mean) * factor) + bias[channel];
        }
    }

    private static void PredictionKernel(ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> mean, ArrayView<float> variance, ArrayView<float> y, int count, int channels, int inner, float epsilon)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int channel = i / inner % channels;
            y[i] = ((x[i] - mean[channel]) * (gain[channel] / XMath.Sqrt(variance[channel] + epsilon))) + bias[channel];
        }
    }

    private static void BatchBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> means, ArrayView<float> inverses, ArrayView<float> mask, ArrayView<float> dx,
        ArrayView<float> dGain, ArrayView<float> dBias, Index3D sizes, int frozen)
    {
        ChannelShape shape = new(sizes, 1);
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int channel = Grid.IdxX;
        float mean = means[channel];
        float inverse = inverses[channel];
        float sum = 0;
        float product = 0;
        float real = 0;
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            int at = shape.At(channel, i);
            sum += dy[at];
            product += dy[at] * (x[at] - mean);
            real += mask.Length == 0 || mask[i / shape.Inner] != 0 ? 1f : 0;
        }

        sum = GpuReduce.Sum(shared, sum);
        product = GpuReduce.Sum(shared, product) * inverse;
        real = GpuReduce.Sum(shared, real);
        if (Group.IdxX == 0)
        {
            dGain[channel] += product;
            dBias[channel] += sum;
        }

        float share = real == 0 || frozen != 0 ? 0 : 1f / real;
        float factor = gain[channel] * inverse;
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            // A row that is no part of the statistics moves none of them.
            int at = shape.At(channel, i);
            bool counts = mask.Length == 0 || mask[i / shape.Inner] != 0;
            float moved = counts ? share * (sum + ((x[at] - mean) * inverse * product)) : 0;
            dx[at] = (dy[at] - moved) * factor;
        }
    }

    private static void GroupsKernel(ArrayView<float> x, ArrayView<float> gain, ArrayView<float> bias, ArrayView<float> y, ArrayView<float> means, ArrayView<float> inverses, Index3D sizes, int groups, float epsilon)
    {
        ChannelShape shape = new(sizes, groups);
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int first = Grid.IdxX * shape.GroupCount;
        float start = x[first];
        float sum = 0;
        for (int i = Group.IdxX; i < shape.GroupCount; i += Group.DimX)
        {
            sum += x[first + i] - start;
        }

        float mean = start + (GpuReduce.Sum(shared, sum) / shape.GroupCount);
        float squares = 0;
        for (int i = Group.IdxX; i < shape.GroupCount; i += Group.DimX)
        {
            float d = x[first + i] - mean;
            squares += d * d;
        }

        float inverse = 1f / XMath.Sqrt((GpuReduce.Sum(shared, squares) / shape.GroupCount) + epsilon);
        if (Group.IdxX == 0 && means.Length > 0)
        {
            means[Grid.IdxX] = mean;
            inverses[Grid.IdxX] = inverse;
        }

        for (int i = Group.IdxX; i < shape.GroupCount; i += Group.DimX)
        {
            int channel = (first + i) / shape.Inner % shape.Channels;
            y[first + i] = ((x[first + i] - mean) * inverse * gain[channel]) + bias[channel];
        }
    }

    private static void GroupsBackwardKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> gain, ArrayView<float> means, ArrayView<float> inverses, ArrayView<float> dx, Index3D sizes, int groups)
    {
        ChannelShape shape = new(sizes, groups);
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int first = Grid.IdxX * shape.GroupCount;
        float mean = means[Grid.IdxX];
        float inverse = inverses[Grid.IdxX];
        float sum = 0;
        float product = 0;
        for (int i = Group.IdxX; i < shape.GroupCount; i += Group.DimX)
        {
            float own = dy[first + i] * gain[(first + i) / shape.Inner % shape.Channels];
            sum += own;
            product += own * (x[first + i] - mean) * inverse;
        }

        sum = GpuReduce.Sum(shared, sum) / shape.GroupCount;
        product = GpuReduce.Sum(shared, product) / shape.GroupCount;
        for (int i = Group.IdxX; i < shape.GroupCount; i += Group.DimX)
        {
            float own = dy[first + i] * gain[(first + i) / shape.Inner % shape.Channels];
            dx[first + i] = inverse * (own - sum - ((x[first + i] - mean) * inverse * product));
        }
    }

    private static void GroupsWeightKernel(ArrayView<float> dy, ArrayView<float> x, ArrayView<float> means, ArrayView<float> inverses, ArrayView<float> dGain, ArrayView<float> dBias, Index3D sizes, int groups)
    {
        ChannelShape shape = new(sizes, groups);
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int channel = Grid.IdxX;
        float sum = 0;
        float product = 0;
        for (int i = Group.IdxX; i < shape.Count; i += Group.DimX)
        {
            int at = shape.At(channel, i);
            int group = (i / shape.Inner * shape.Groups) + (channel / (shape.Channels / shape.Groups));
            sum += dy[at];
            product += dy[at] * (x[at] - means[group]) * inverses[group];
        }

        sum = GpuReduce.Sum(shared, sum);
        product = GpuReduce.Sum(shared, product);
        if (Group.IdxX == 0)
        {
            dGain[channel] += product;
            dBias[channel] += sum;
        }
    }
}
