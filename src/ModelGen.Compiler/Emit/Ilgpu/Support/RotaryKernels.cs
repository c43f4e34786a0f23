using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Rotary positions (Su et al. 2021, arXiv:2104.09864) of queries and keys in rows [q | k | v], where attention does not turn them itself: a thread owns a pair, or a number that does not turn.</summary>
internal static class RotaryKernels
{
    private const int Threads = GpuReduce.Most;

    /// <param name="x">[batch, length, (heads + 2 · keyValue) · size]; may be <paramref name="y"/>.</param>
    /// <param name="angles">[positions, half, 2] of the device; element i of a head pairs with i + half, what lies behind the pairs is copied.</param>
    /// <param name="start">The position of step 0.</param>
    public static void Forward(GpuDevice device, ArrayView<float> x, ArrayView<float> y, ArrayView<float> angles, long batch, long length, int heads, int keyValue, int size, int half, int start = 0) =>
        Run(device, x, y, angles, batch, length, heads, keyValue, size, half, start, direction: 1);

    /// <summary>The gradient: turns back by the same angles.</summary>
    public static void Backward(GpuDevice device, ArrayView<float> dy, ArrayView<float> dx, ArrayView<float> angles, long batch, long length, int heads, int keyValue, int size, int half, int start = 0) =>
        Run(device, dy, dx, angles, batch, length, heads, keyValue, size, half, start, direction: -1);

    private static void Run(GpuDevice device, ArrayView<float> x, ArrayView<float> y, ArrayView<float> angles, long batch, long length, int heads, int keyValue, int size, int half, int start, float direction)
    {
        long count = batch * length * (heads + (2 * keyValue)) * size;
        device.Launch(
            TurnKernel, ((count + Threads - 1) / Threads, 1, 1), Threads, x, y, angles, (int)count, new Index3D((int)length, heads + keyValue, heads + (2 * keyValue)), new Index3D(size, half, start), direction);
    }

    private static void TurnKernel(ArrayView<float> x, ArrayView<float> y, ArrayView<float> angles, int count, Index3D rows, Index3D head, float direction)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int size = head.X;
            int half = head.Y;
            int d = i % size;
            bool turns = i / size % rows.Z < rows.Y && d < 2 * half;
            if (turns && d < half)
            {
                int position = head.Z + (i / size / rows.Z % rows.X);
                int entry = ((position * half) + d) * 2;
                float cosine = angles[entry];
                float sine = angles[entry + 1] * direction;
                float a = x[i];
                float b = x[i + half];
                y[i] = (a * cosine) - (b * sine);
                y[i + half] = (b * cosine) + (a * sine);
            }

            if (!turns)
            {
                y[i] = x[i];
            }
        }
    }
}
