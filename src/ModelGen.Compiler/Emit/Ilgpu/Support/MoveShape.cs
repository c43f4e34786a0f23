using System;
using ILGPU;

namespace ModelGen.Gpu;

/// <summary>Up to six axes along which numbers are moved, outermost first, as a kernel takes them: three and three. Axes that there are not stand before the others and have a size of 1.</summary>
internal readonly ref struct MoveShape
{
    private const int Axes = 6;

    public MoveShape(ReadOnlySpan<int> sizes, ReadOnlySpan<int> xSteps, ReadOnlySpan<int> ySteps, int xStart, int yStart)
    {
        (OuterSizes, InnerSizes) = (Three(sizes, 0, 1), Three(sizes, 3, 1));
        (OuterX, InnerX) = (Three(xSteps, 0, 0), Three(xSteps, 3, 0));
        (OuterY, InnerY) = (Three(ySteps, 0, 0), Three(ySteps, 3, 0));
        (XStart, YStart) = (xStart, yStart);
        Count = 1;
        foreach (int size in sizes)
        {
            Count *= size;
        }
    }

    public Index3D OuterSizes { get; }

    public Index3D InnerSizes { get; }

    /// <summary>The distance of neighbours where they come from.</summary>
    public Index3D OuterX { get; }

    public Index3D InnerX { get; }

    /// <summary>Where they go.</summary>
    public Index3D OuterY { get; }

    public Index3D InnerY { get; }

    public int XStart { get; }

    public int YStart { get; }

    public int Count { get; }

    private static Index3D Three(ReadOnlySpan<int> values, int first, int otherwise) =>
        new(At(values, first, otherwise), At(values, first + 1, otherwise), At(values, first + 2, otherwise));

    private static int At(ReadOnlySpan<int> values, int axis, int otherwise)
    {
        int own = axis - (Axes - values.Length);
        return own < 0 ? otherwise : values[own];
    }
}
