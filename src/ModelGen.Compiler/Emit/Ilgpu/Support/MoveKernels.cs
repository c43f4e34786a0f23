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
            device.Launch(
                CopyKernel, ((shape.Count + GpuReduce.Most - 1) / GpuReduce.Most, 1, 1), GpuReduce.Most,
                x, y, shape.OuterSizes, shape.InnerSizes, shape.OuterX, shape.InnerX, shape.OuterY, shape.InnerY, shape.XStart, shape.YStart, shape.Count);
        }
    }

    private static void CopyKernel(
        ArrayView<float> x, ArrayView<float> y, Index3D outer, Index3D inner, Index3D outerX, Index3D innerX, Index3D outerY, Index3D innerY, int xStart, int yStart, int count)
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < count)
        {
            int part = i / (inner.X * inner.Y * inner.Z);
            y[yStart + Place(part, outer, outerY) + Place(i, inner, innerY)] = x[xStart + Place(part, outer, outerX) + Place(i, inner, innerX)];
        }
    }

    private static int Place(int i, Index3D sizes, Index3D steps) =>
        ((i / (sizes.Y * sizes.Z)) % sizes.X * steps.X) + ((i / sizes.Z) % sizes.Y * steps.Y) + (i % sizes.Z * steps.Z);
}
