using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>The cosine of the angle between rows [rows, width]: a group does one; no norm counts as less than 1e-12.</summary>
internal static class CosineKernels
{
    private const float Least = 1e-12f;

    public static void Forward(GpuDevice device, ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, long rows, int width) =>
        device.Launch(ForwardKernel, (rows, 1, 1), GpuReduce.Threads(width), a, b, y, width);

    /// <summary>da = dy (b / (|a| |b|) - y a / |a|²), and db alike where it is wanted.</summary>
    public static void Backward(GpuDevice device, ArrayView<float> dy, ArrayView<float> a, ArrayView<float> b, ArrayView<float> da, ArrayView<float> db, long rows, int width) =>
        device.Launch(BackwardKernel, (rows, 1, 1), GpuReduce.Threads(width), dy, a, b, da, db, width);

    private static void ForwardKernel(ArrayView<float> a, ArrayView<float> b, ArrayView<float> y, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float product = Sum(shared, a, b, width);
        float norms = Norm(Sum(shared, a, a, width)) * Norm(Sum(shared, b, b, width));
        if (Group.IdxX == 0)
        {
            y[Grid.IdxX] = product / norms;
        }
    }

    private static void BackwardKernel(ArrayView<float> dy, ArrayView<float> a, ArrayView<float> b, ArrayView<float> da, ArrayView<float> db, int width)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(GpuReduce.Most);
        float product = Sum(shared, a, b, width);
        float aSquares = Sum(shared, a, a, width);
        float bSquares = Sum(shared, b, b, width);
        float aNorm = Norm(aSquares);
        float bNorm = Norm(bSquares);
        float across = dy[Grid.IdxX] / aNorm / bNorm;
        float along = across * product;
        float ofA = XMath.Sqrt(aSquares) > Least ? along / aNorm / aNorm : 0;
        float ofB = XMath.Sqrt(bSquares) > Least ? along / bNorm / bNorm : 0;
        for (int i = (Grid.IdxX * width) + Group.IdxX; i < (Grid.IdxX + 1) * width; i += Group.DimX)
        {
            da[i] = (across * b[i]) - (ofA * a[i]);
            if (db.Length > 0)
            {
                db[i] = (across * a[i]) - (ofB * b[i]);
            }
        }
    }

    private static float Sum(ArrayView<float> shared, ArrayView<float> a, ArrayView<float> b, int width)
    {
        float sum = 0;
        for (int i = (Grid.IdxX * width) + Group.IdxX; i < (Grid.IdxX + 1) * width; i += Group.DimX)
        {
            sum += a[i] * b[i];
        }

        return GpuReduce.Sum(shared, sum);
    }

    private static float Norm(float squares)
    {
        float norm = XMath.Sqrt(squares);
        return norm > Least ? norm : Least;
    }
}
