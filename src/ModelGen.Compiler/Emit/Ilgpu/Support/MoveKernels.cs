using ILGPU;
using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>Numbers from one place to another: parts, other orders of axes, repetitions. A thread moves one.</summary>
internal static class MoveKernels
{
    public static void Copy(GpuDevice device, ArrayView<float> x, ArrayView<float> y, MoveShape shape)
    {
        if (shape.Count > 0)
        {
            device.Launch(CopyKernel, ((shape.Count + GpuReduce.Most - 1) / GpuReduce.Most, 1, 1), GpuReduce.Most, x, y, shape, shape.Count);
        }
    }

    private static void CopyKernel(ArrayView<float> x, ArrayView<float> y, MoveShape shape, int count)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            y[shape.To(i)] = x[shape.From(i)];
        }
    }
}
