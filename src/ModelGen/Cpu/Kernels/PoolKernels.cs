using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Pooling of a whole axis: over the steps of a sequence, or over the places of an image's channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PoolKernels
{
    /// <summary>y[b] = max over the real steps of x[b, t]; 0 when all are masked.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MaxOverTime(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, width);
        fixed (float* px = x, pMask = mask, py = y)
        {
            TimePoolJob job = new() { Kind = TimePoolKind.Max, X = px, Mask = pMask, Y = py };
            job.Run(team, batch, length, width);
        }
    }

    /// <summary>The gradient goes to the first step that holds the maximum.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, width].</param>
    /// <param name="x">[batch, length, width]: what went into the forward pass.</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MaxOverTimeBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> dx,
        int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, width);
        Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(dx, batch, length, width);
        fixed (float* pDy = dy, px = x, pMask = mask, pDx = dx)
        {
            TimePoolJob job = new() { Kind = TimePoolKind.MaxBackward, Dy = pDy, X = px, Mask = pMask, Y = pDx };
            job.Run(team, batch, length, width);
        }
    }

    /// <summary>y[b] = mean over the real steps of x[b, t]; 0 when all are masked.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanOverTime(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, width);
        fixed (float* px = x, pMask = mask, py = y)
        {
            TimePoolJob job = new() { Kind = TimePoolKind.Mean, X = px, Mask = pMask, Y = py };
            job.Run(team, batch, length, width);
        }
    }

    /// <summary>The gradient is shared out over the real steps.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, width].</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanOverTimeBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, width);
        Check.Optional(mask, batch, length);
        Check.Shape(dx, batch, length, width);
        fixed (float* pDy = dy, pMask = mask, pDx = dx)
        {
            TimePoolJob job = new() { Kind = TimePoolKind.MeanBackward, Dy = pDy, Mask = pMask, Y = pDx };
            job.Run(team, batch, length, width);
        }
    }

    /// <summary>y[r] = max of row r.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, size]: a row is one channel of one example.</param>
    /// <param name="y">[rows].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">Places of a channel, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MaxOverSpace(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int rows, int size)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Check.Shape(x, rows, size);
        Check.Shape(y, rows);
        fixed (float* px = x, py = y)
        {
            SpacePoolJob job = new() { Kind = SpacePoolKind.Max, X = px, Y = py };
            job.Run(team, rows, size);
        }
    }

    /// <summary>The gradient goes to the first place that holds the maximum.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows].</param>
    /// <param name="x">[rows, size]: what went into the forward pass.</param>
    /// <param name="dx">[rows, size], overwritten; may be <paramref name="x"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">Places of a channel, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MaxOverSpaceBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dx, int rows, int size)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Check.Shape(dy, rows);
        Check.Shape(x, rows, size);
        Check.Shape(dx, rows, size);
        fixed (float* pDy = dy, px = x, pDx = dx)
        {
            SpacePoolJob job = new() { Kind = SpacePoolKind.MaxBackward, Dy = pDy, X = px, Y = pDx };
            job.Run(team, rows, size);
        }
    }

    /// <summary>y[r] = mean of row r.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[rows, size]: a row is one channel of one example.</param>
    /// <param name="y">[rows].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">Places of a channel, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanOverSpace(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int rows, int size)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Check.Shape(x, rows, size);
        Check.Shape(y, rows);
        fixed (float* px = x, py = y)
        {
            SpacePoolJob job = new() { Kind = SpacePoolKind.Mean, X = px, Y = py };
            job.Run(team, rows, size);
        }
    }

    /// <summary>dx[r, i] = dy[r] / size.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows].</param>
    /// <param name="dx">[rows, size], overwritten.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">Places of a channel, at least 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanOverSpaceBackward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dx, int rows, int size)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Check.Shape(dy, rows);
        Check.Shape(dx, rows, size);
        fixed (float* pDy = dy, pDx = dx)
        {
            SpacePoolJob job = new() { Kind = SpacePoolKind.MeanBackward, Dy = pDy, Y = pDx };
            job.Run(team, rows, size);
        }
    }
}
