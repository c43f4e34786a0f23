using System;

namespace ModelGen.Gpu;

/// <summary>Up to six axes along which numbers are moved, outermost first: sizes, and the distance of neighbours in both tensors. Axes that there are not have a size of 1.</summary>
internal readonly struct MoveShape
{
    private readonly int _size1;
    private readonly int _size2;
    private readonly int _size3;
    private readonly int _size4;
    private readonly int _size5;
    private readonly int _x0;
    private readonly int _x1;
    private readonly int _x2;
    private readonly int _x3;
    private readonly int _x4;
    private readonly int _x5;
    private readonly int _y0;
    private readonly int _y1;
    private readonly int _y2;
    private readonly int _y3;
    private readonly int _y4;
    private readonly int _y5;

    public MoveShape(ReadOnlySpan<int> sizes, ReadOnlySpan<int> xSteps, ReadOnlySpan<int> ySteps, int xStart, int yStart)
    {
        // Missing axes stand before the others.
        int missing = 6 - sizes.Length;
        (_size1, _size2, _size3, _size4, _size5) = (At(sizes, 1 - missing, 1), At(sizes, 2 - missing, 1), At(sizes, 3 - missing, 1), At(sizes, 4 - missing, 1), At(sizes, 5 - missing, 1));
        (_x0, _x1, _x2, _x3, _x4, _x5) = (At(xSteps, 0 - missing, 0), At(xSteps, 1 - missing, 0), At(xSteps, 2 - missing, 0), At(xSteps, 3 - missing, 0), At(xSteps, 4 - missing, 0), At(xSteps, 5 - missing, 0));
        (_y0, _y1, _y2, _y3, _y4, _y5) = (At(ySteps, 0 - missing, 0), At(ySteps, 1 - missing, 0), At(ySteps, 2 - missing, 0), At(ySteps, 3 - missing, 0), At(ySteps, 4 - missing, 0), At(ySteps, 5 - missing, 0));
        (XStart, YStart) = (xStart, yStart);
        Count = 1;
        foreach (int size in sizes)
        {
            Count *= size;
        }
    }

    public int Count { get; }

    public int XStart { get; }

    public int YStart { get; }

    /// <summary>Where the number i comes from.</summary>
    public int From(int i) => XStart + Place(i, _x0, _x1, _x2, _x3, _x4, _x5);

    /// <summary>Where it goes.</summary>
    public int To(int i) => YStart + Place(i, _y0, _y1, _y2, _y3, _y4, _y5);

    private int Place(int i, int s0, int s1, int s2, int s3, int s4, int s5)
    {
        int place = (i % _size5) * s5;
        i /= _size5;
        place += (i % _size4) * s4;
        i /= _size4;
        place += (i % _size3) * s3;
        i /= _size3;
        place += (i % _size2) * s2;
        i /= _size2;
        place += (i % _size1) * s1;
        i /= _size1;
        return place + (i * s0);
    }

    private static int At(ReadOnlySpan<int> values, int index, int otherwise) => index < 0 ? otherwise : values[index];
}
