using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Cross-entropy of softmax(logits) against class ids: a group does a row, in one pass for its maximum, one for its sum, and one for the gradient.</summary>
internal static class CrossEntropyKernels
{
    /// <summary>y = factor · term, and dx = factor · gradient where it is wanted; of an id that is no class NaN.</summary>
    /// <param name="ids">[rows].</param>
    /// <param name="factor">[rows / each]: 0 where a row does not count; empty: 1.</param>
    /// <param name="mask">[rows], or empty.</param>
    /// <param name="classWeights">[classes]; empty: 1 for each.</param>
    /// <param name="y">[rows]; empty: the gradient only.</param>
    /// <param name="dx">[rows, classes], may be <paramref name="logits"/>; empty: terms only.</param>
    /// <param name="each">Rows that share a factor.</param>
    /// <param name="weightSum">Of the class weights.</param>
    /// <param name="scale">Of the gradient.</param>
    public static void Run(GpuDevice device, ArrayView<float> logits, ArrayView<int> ids, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> classWeights, ArrayView<float> y, ArrayView<float> dx,
        long rows, long each, int classes, int ignored, float smoothing, float weightSum, float scale = 1)
    {
        if (y.Length + dx.Length > 0)
        {
            device.Launch(RunKernel, (rows, 1, 1), GpuReduce.Threads(classes), logits, ids, factor, mask, classWeights, y, dx, (int)each, classes, ignored, smoothing, weightSum, scale);
        }
    }

    private static void RunKernel(ArrayView<float> logits, ArrayView<int> ids, ArrayView<float> factor, ArrayView<float> mask, ArrayView<float> classWeights, ArrayView<float> y, ArrayView<float> dx,
        int each, int classes, int ignored, float smoothing, float weightSum, float scale)
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
            // Before the gradient is written over the logits.
            y[Grid.IdxX] = counts ? share * ((all * (max + XMath.Log(sum))) - (hot * logits[row + target]) - (smoothing * plain / classes)) : 0;
        }

        Group.Barrier();
        share *= scale;
        if (dx.Length > 0)
        {
            for (int i = Group.IdxX; i < classes; i += Group.DimX)
            {
                float wanted = (i == target ? hot : 0) + (smoothing / classes * (weighs ? classWeights[i] : 1f));
                dx[row + i] = counts ? share * ((XMath.Exp(logits[row + i] - max) * all / sum) - wanted) : 0;
            }
        }
    }
}
