using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>What the gradient of attention needs of each query before it begins.</summary>
internal static class AttentionKernels
{
    private const int Threads = GpuReduce.Most;

    /// <summary>scale · Σ dOutput · output of each head's row: [batch, heads, length] (Dao 2023, arXiv:2307.08691, algorithm 2, line 4). Lost at the next call that needs room between launches.</summary>
    /// <param name="output">[batch, length, heads · size].</param>
    public static ArrayView<float> Deltas(GpuDevice device, ArrayView<float> dOutput, ArrayView<float> output, long batch, long length, int heads, int size, float scale)
    {
        long count = batch * length * heads;
        ArrayView<float> deltas = device.Parts(count);
        device.Launch(DeltaKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, dOutput, output, deltas, (int)count, (int)length, heads, size, scale);
        return deltas;
    }

    private static void DeltaKernel(ArrayView<float> dOutput, ArrayView<float> output, ArrayView<float> deltas, int count, int length, int heads, int size, float scale)
    {
        int i = (Grid.IdxX * Threads) + Group.IdxX;
        if (i < count)
        {
            int head = i % heads;
            int row = i / heads;
            float sum = 0;
            for (int d = 0; d < size; d++)
            {
                sum += dOutput[(i * size) + d] * output[(i * size) + d];
            }

            deltas[((((row / length) * heads) + head) * length) + (row % length)] = scale * sum;
        }
    }
}
