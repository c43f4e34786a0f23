using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Updates of all parameters in one launch each, and the global norm of the gradients.</summary>
internal static class OptimizerKernels
{
    /// <summary>Partial sums of the norm.</summary>
    public const int Parts = 256;

    private const int Threads = GpuReduce.Most;

    /// <summary>clip[0] = the norm of the gradients; clip[1] = the factor that brings it to at most <paramref name="maximum"/>, -1 when it is not finite: OpenCL takes a comparison with NaN the wrong way round.</summary>
    /// <param name="parts">[<see cref="Parts"/>].</param>
    public static void Clip(GpuDevice device, ArrayView<float> gradients, ArrayView<float> parts, ArrayView<float> clip, int count, float maximum)
    {
        device.Launch(SquaresKernel, (Parts, 1, 1), Threads, gradients, parts, count);
        device.Launch(ClipKernel, (1, 1, 1), Threads, parts, clip, maximum);
    }

    /// <summary>AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2, in PyTorch's form); leaves no gradients.</summary>
    /// <param name="stepSize">lr / (1 - β₁ᵗ).</param>
    /// <param name="inverseRoot">1 / √(1 - β₂ᵗ).</param>
    /// <param name="shrink">1 - lr · weight decay.</param>
    public static void AdamW(GpuDevice device, ArrayView<float> values, ArrayView<float> gradients, ArrayView<float> m, ArrayView<float> v, ArrayView<float> clip,
        int count, float beta1, float beta2, float stepSize, float inverseRoot, float epsilon, float shrink) =>
        device.Launch(AdamWKernel, (Groups(count), 1, 1), Threads, values, gradients, m, v, clip, count, beta1, beta2, stepSize, inverseRoot, epsilon, shrink);

    /// <summary>g += decay · w; v = momentum · v + g; w -= lr · v. Leaves no gradients.</summary>
    /// <param name="velocity">Empty without momentum.</param>
    public static void Sgd(GpuDevice device, ArrayView<float> values, ArrayView<float> gradients, ArrayView<float> velocity, ArrayView<float> clip,
        int count, float learningRate, float momentum, float decay) =>
        device.Launch(SgdKernel, (Groups(count), 1, 1), Threads, values, gradients, velocity, clip, count, learningRate, momentum, decay);

    private static long Groups(int count) => ((long)count + Threads - 1) / Threads;

    private static void SquaresKernel(ArrayView<float> gradients, ArrayView<float> parts, int count)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float sum = 0;
        for (long i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
        {
            sum += gradients[i] * gradients[i];
        }

        sum = GpuReduce.Sum(shared, sum);
        if (Group.IdxX == 0)
        {
            parts[Grid.IdxX] = sum;
        }
    }

    private static void ClipKernel(ArrayView<float> parts, ArrayView<float> clip, float maximum)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float sum = 0;
        for (int i = Group.IdxX; i < Parts; i += Group.DimX)
        {
            sum += parts[i];
        }

        float norm = XMath.Sqrt(GpuReduce.Sum(shared, sum));
        if (Group.IdxX == 0)
        {
            bool isFinite = norm - norm == 0;
            clip[0] = norm;
            clip[1] = !isFinite ? -1f : norm > maximum ? maximum / norm : 1;
        }
    }

    private static void AdamWKernel(ArrayView<float> values, ArrayView<float> gradients, ArrayView<float> m, ArrayView<float> v, ArrayView<float> clip,
        int count, float beta1, float beta2, float stepSize, float inverseRoot, float epsilon, float shrink)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float factor = clip[1];
        if (i < count)
        {
            if (factor >= 0)
            {
                float g = gradients[i] * factor;
                float first = (beta1 * m[i]) + ((1f - beta1) * g);
                float second = (beta2 * v[i]) + ((1f - beta2) * g * g);
                m[i] = first;
                v[i] = second;
                values[i] = (values[i] * shrink) - (stepSize * first / ((XMath.Sqrt(second) * inverseRoot) + epsilon));
            }

            gradients[i] = 0;
        }
    }

    private static void SgdKernel(ArrayView<float> values, ArrayView<float> gradients, ArrayView<float> velocity, ArrayView<float> clip,
        int count, float learningRate, float momentum, float decay)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        float factor = clip[1];
        if (i < count)
        {
            if (factor >= 0)
            {
                float g = (gradients[i] * factor) + (decay * values[i]);
                if (velocity.Length > 0)
                {
                    g += momentum * velocity[i];
                    velocity[i] = g;
                }

                values[i] -= learningRate * g;
            }

            gradients[i] = 0;
        }
    }
}
