using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Pooling of images window by window.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WindowPoolKernels
{
    /// <summary>The largest value of each window; what lies beyond an edge does not count.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[planes, Height, Width].</param>
    /// <param name="y">[planes, OutHeight, OutWidth].</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="shape">The windows.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No windows have these sizes.</exception>
    public static void Max(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int planes, WindowShape shape)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(x, planes, shape.Height, shape.Width);
        Check.Shape(y, planes, shape.OutHeight, shape.OutWidth);
        fixed (float* px = x, py = y)
        {
            new WindowPoolJob { Team = team, Kind = WindowPoolKind.Max, Shape = shape, X = px, Y = py, Planes = planes }.Run();
        }
    }

    /// <summary>The gradient goes to the first pixel of a window that holds its maximum, row by row.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[planes, OutHeight, OutWidth].</param>
    /// <param name="x">[planes, Height, Width]: what went into the forward pass.</param>
    /// <param name="dx">[planes, Height, Width], overwritten.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="shape">The windows.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No windows have these sizes.</exception>
    public static void MaxBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dx, int planes, WindowShape shape)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(dy, planes, shape.OutHeight, shape.OutWidth);
        Check.Shape(x, planes, shape.Height, shape.Width);
        Check.Shape(dx, planes, shape.Height, shape.Width);
        fixed (float* pDy = dy, px = x, pDx = dx)
        {
            new WindowPoolJob { Team = team, Kind = WindowPoolKind.MaxBackward, Shape = shape, Dy = pDy, X = px, Y = pDx, Planes = planes }.Run();
        }
    }

    /// <summary>The sum of each window over its size squared: beyond an edge there are zeros, which count (as in PyTorch).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[planes, Height, Width].</param>
    /// <param name="y">[planes, OutHeight, OutWidth].</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="shape">The windows.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No windows have these sizes.</exception>
    public static void Mean(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int planes, WindowShape shape)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(x, planes, shape.Height, shape.Width);
        Check.Shape(y, planes, shape.OutHeight, shape.OutWidth);
        fixed (float* px = x, py = y)
        {
            new WindowPoolJob { Team = team, Kind = WindowPoolKind.Mean, Shape = shape, X = px, Y = py, Planes = planes }.Run();
        }
    }

    /// <summary>The gradient is shared out over the pixels of a window.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[planes, OutHeight, OutWidth].</param>
    /// <param name="dx">[planes, Height, Width], overwritten.</param>
    /// <param name="planes">Images times channels.</param>
    /// <param name="shape">The windows.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentException">No windows have these sizes.</exception>
    public static void MeanBackward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dx, int planes, WindowShape shape)
    {
        ArgumentNullException.ThrowIfNull(team);
        shape.Check(nameof(shape));
        Check.Shape(dy, planes, shape.OutHeight, shape.OutWidth);
        Check.Shape(dx, planes, shape.Height, shape.Width);
        fixed (float* pDy = dy, pDx = dx)
        {
            new WindowPoolJob { Team = team, Kind = WindowPoolKind.MeanBackward, Shape = shape, Dy = pDy, Y = pDx, Planes = planes }.Run();
        }
    }
}
