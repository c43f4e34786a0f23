using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>
/// Losses within an objective, terms and gradients apart. A factor, where there is one, is of so many numbers of a row each; a mask has a number for each so many; weights are of the examples. What sums
/// over a batch is one group, so the order is fixed.
/// </summary>
internal static class ObjectiveKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>What each row adds to a mean: given · w / Σ w · width over the rows that count, in the sum with the weight of the row's class; 0: it does not count.</summary>
    /// <param name="given">[1]: the gradient of the mean; empty: 1.</param>
    /// <param name="ids">[rows] class ids; empty: targets are numbers.</param>
    /// <param name="classWeights">[classes], or empty.</param>
    /// <param name="weights">[examples], or empty.</param>
    /// <param name="mask">[rows / step], or empty.</param>
    /// <param name="shares">[rows].</param>
    /// <param name="width">Numbers of a row.</param>
    public static void Shares(GpuDevice device, ArrayView<float> given, ArrayView<int> ids, ArrayView<float> classWeights, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> shares,
        long rows, long examples, long step, long width, int ignored) =>
        device.Launch(SharesKernel, (1, 1, 1), Threads, given, ids, classWeights, weights, mask, shares, (int)rows, (int)(rows / examples), (int)step, (int)width, ignored);

    /// <summary>y = factor · term of output and target, 0 where the mask is.</summary>
    /// <param name="kind">Of <see cref="PairLoss"/>.</param>
    /// <param name="factor">[count / each]; empty: 1.</param>
    public static void Terms(GpuDevice device, int kind, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> y, long count, long each, long step) =>
        device.Launch(TermsKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, kind, x, targets, factor, mask, y, (int)count, (int)each, (int)step);

    /// <summary>dx = factor · the term's derivative.</summary>
    /// <param name="argument">0: of the output, 1: of the target.</param>
    /// <param name="dx">Empty: it is not wanted.</param>
    public static void TermsBackward(GpuDevice device, int kind, int argument, ArrayView<float> x, ArrayView<float> targets, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> dx, long count, long each, long step)
    {
        if (dx.Length > 0)
        {
            device.Launch(TermsBackwardKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, (kind * 2) + argument, x, targets, factor, mask, dx, (int)count, (int)each, (int)step);
        }
    }

    /// <summary>result[0] = Σ w · x / Σ w over what counts, 0 where nothing does.</summary>
    /// <param name="each">Numbers of an example.</param>
    public static void Mean(GpuDevice device, ArrayView<float> x, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> result, long count, long each, long step) =>
        device.Launch(MeanKernel, (1, 1, 1), Threads, x, weights, mask, result, (int)count, (int)each, (int)step);

    /// <summary>dx = dy[0] · w / Σ w where it counts.</summary>
    public static void MeanBackward(GpuDevice device, ArrayView<float> dy, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> dx, long count, long each, long step) =>
        device.Launch(MeanBackwardKernel, (1, 1, 1), Threads, dy, weights, mask, dx, (int)count, (int)each, (int)step);

    private static void SharesKernel(ArrayView<float> given, ArrayView<int> ids, ArrayView<float> classWeights, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> shares,
        int rows, int each, int step, int width, int ignored)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float total = 0;
        for (int row = Group.IdxX; row < rows; row += Group.DimX)
        {
            float weight = Weight(weights, mask, row, each, step);
            if (ids.Length > 0)
            {
                int id = ids[row];
                weight = id == ignored ? 0 : weight;
                bool isClass = id >= 0 && id < classWeights.Length;
                total += isClass ? weight * classWeights[id] : weight;
            }
            else
            {
                total += weight * width;
            }

            shares[row] = weight;
        }

        total = GpuReduce.Sum(shared, total);
        float scale = total == 0 ? 0 : 1f / total;
        scale = given.Length > 0 ? scale * given[0] : scale;
        for (int row = Group.IdxX; row < rows; row += Group.DimX)
        {
            shares[row] = shares[row] * scale;
        }
    }

    private static void TermsKernel(int kind, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> y, int count, int each, int step)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            float share = factor.Length > 0 ? factor[i / each] : 1f;
            bool counts = share != 0 && (mask.Length == 0 || mask[i / step] != 0);
            y[i] = counts ? share * PairLoss.Term(kind, output[i], targets[i]) : 0;
        }
    }

    private static void TermsBackwardKernel(int kind, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> dx, int count, int each, int step)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int loss = kind / 2;
            float slope = kind % 2 == 1 ? PairLoss.TargetSlope(loss, output[i], targets[i]) : PairLoss.Slope(loss, output[i], targets[i]);
            float share = factor.Length > 0 ? factor[i / each] : 1f;
            bool counts = share != 0 && (mask.Length == 0 || mask[i / step] != 0);
            dx[i] = counts ? share * slope : 0;
        }
    }

    private static void MeanKernel(ArrayView<float> x, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> result, int count, int each, int step)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float sum = 0;
        float total = 0;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            float weight = Weight(weights, mask, i, each, step);
            sum += weight != 0 ? weight * x[i] : 0;
            total += weight;
        }

        sum = GpuReduce.Sum(shared, sum);
        total = GpuReduce.Sum(shared, total);
        if (Group.IdxX == 0)
        {
            result[0] = total == 0 ? 0 : sum / total;
        }
    }

    private static void MeanBackwardKernel(ArrayView<float> dy, ArrayView<float> weights, ArrayView<float> mask, ArrayView<float> dx, int count, int each, int step)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float total = 0;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            total += Weight(weights, mask, i, each, step);
        }

        total = GpuReduce.Sum(shared, total);
        float scale = total == 0 ? 0 : dy[0] / total;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            dx[i] = scale * Weight(weights, mask, i, each, step);
        }
    }

    private static float Weight(ArrayView<float> weights, ArrayView<float> mask, int i, int each, int step)
    {
        bool counts = mask.Length == 0 || mask[i / step] != 0;
        float weight = weights.Length > 0 ? weights[i / each] : 1f;
        return counts ? weight : 0;
    }
}
