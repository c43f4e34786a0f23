using ILGPU;
using ILGPU.Algorithms;
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
    /// <param name="kind">0: binary cross-entropy of logits, 1: squared, 2: absolute, 3: Huber.</param>
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

    /// <summary>Cross-entropy of class ids, a group for each row: y = factor · term, and dx = factor · gradient where it is wanted; of an id that is no class NaN.</summary>
    /// <param name="y">[rows]; empty: the gradient only.</param>
    /// <param name="dx">[rows, classes]; empty: terms only.</param>
    /// <param name="each">Rows that share a factor.</param>
    public static void Classes(GpuDevice device, ArrayView<float> logits, ArrayView<int> ids, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> classWeights, ArrayView<float> y, ArrayView<float> dx,
        long rows, long each, int classes, int ignored, float smoothing, float weightSum)
    {
        if (y.Length + dx.Length > 0)
        {
            device.Launch(ClassesKernel, (rows, 1, 1), GpuReduce.Threads(classes), logits, ids, factor, mask, classWeights, y, dx, (int)each, classes, ignored, smoothing, weightSum);
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
            float x = output[i];
            float t = targets[i];
            float d = x - t;
            float distance = XMath.Abs(d);
            float term = kind == 0 ? GpuMath.LogOnePlusExp(x) - (x * t) : kind == 1 ? d * d : kind == 2 ? distance : distance < 1f ? 0.5f * d * d : distance - 0.5f;
            float share = factor.Length > 0 ? factor[i / each] : 1f;
            bool counts = share != 0 && (mask.Length == 0 || mask[i / step] != 0);
            y[i] = counts ? share * term : 0;
        }
    }

    private static void TermsBackwardKernel(int kind, ArrayView<float> output, ArrayView<float> targets, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> dx, int count, int each, int step)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int loss = kind / 2;
            bool ofTarget = kind % 2 == 1;
            float x = output[i];
            float d = ofTarget ? targets[i] - x : x - targets[i];
            float slope = loss == 1 ? 2f * d : d > 0 ? 1f : d < 0 ? -1f : d;
            if (loss == 0)
            {
                slope = ofTarget ? -x : GpuMath.Logistic(x) - targets[i];
            }

            if (loss == 3 && d > -1f && d < 1f)
            {
                slope = d;
            }

            float share = factor.Length > 0 ? factor[i / each] : 1f;
            bool counts = share != 0 && (mask.Length == 0 || mask[i / step] != 0);
            dx[i] = counts ? share * slope : 0;
        }
    }

    private static void ClassesKernel(ArrayView<float> logits, ArrayView<int> ids, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> classWeights, ArrayView<float> y, ArrayView<float> dx,
        int each, int classes, int ignored, float smoothing, float weightSum)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        int row = Grid.IdxX * classes;
        int id = ids[Grid.IdxX];
        bool isClass = id >= 0 && id < classes;
        int target = isClass ? id : 0;
        float share = factor.Length > 0 ? factor[Grid.IdxX / each] : 1f;
        bool counts = share != 0 && id != ignored && (mask.Length == 0 || mask[Grid.IdxX] != 0);
        share = isClass ? share : float.NaN;
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
        float hot = weighs ? (1f - smoothing) * classWeights[target] : 1f - smoothing;
        float all = hot + (smoothing * weightSum / classes);
        if (Group.IdxX == 0 && y.Length > 0)
        {
            y[Grid.IdxX] = counts ? share * ((all * (max + XMath.Log(sum))) - (hot * logits[row + target]) - (smoothing * plain / classes)) : 0;
        }

        Group.Barrier();
        if (dx.Length > 0)
        {
            for (int i = Group.IdxX; i < classes; i += Group.DimX)
            {
                float wanted = (i == target ? hot : 0) + (smoothing / classes * (weighs ? classWeights[i] : 1f));
                dx[row + i] = counts ? share * ((XMath.Exp(logits[row + i] - max) * all / sum) - wanted) : 0;
            }
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
