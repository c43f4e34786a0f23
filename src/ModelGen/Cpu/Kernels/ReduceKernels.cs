using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Sum, mean, maximum and minimum over an axis, and their gradients: x is [outer, count, inner], count goes away.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ReduceKernels
{
    /// <summary>y[o, i] = Σ over r of x[o, r, i]; 0 where no row counts.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[outer, count, inner].</param>
    /// <param name="mask">[outer · count / step]: 1 = these rows count, 0 = padding; empty: all count.</param>
    /// <param name="y">[outer, inner].</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <param name="step">Rows for each number of the mask.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Sum(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step = 1) =>
        Run<Reductions.Sum>(team, x, mask, y, outer, count, inner, step, isMean: false);

    /// <summary>The mean of the rows that count; 0 where none does.</summary>
    /// <inheritdoc cref="Sum"/>
    public static void Mean(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step = 1) =>
        Run<Reductions.Sum>(team, x, mask, y, outer, count, inner, step, isMean: true);

    /// <summary>The greatest of the rows that count, NaN where one is; 0 where none does.</summary>
    /// <inheritdoc cref="Sum"/>
    public static void Max(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step = 1) =>
        Run<Reductions.Max>(team, x, mask, y, outer, count, inner, step, isMean: false);

    /// <summary>The least of the rows that count, NaN where one is; 0 where none does.</summary>
    /// <inheritdoc cref="Sum"/>
    public static void Min(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step = 1) =>
        Run<Reductions.Min>(team, x, mask, y, outer, count, inner, step, isMean: false);

    /// <summary>dx[o, r, i] = dy[o, i] where the row counts, else 0.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[outer, inner].</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="dx">[outer, count, inner], overwritten.</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <param name="step">Rows for each number of the mask.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void SumBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int outer, int count, int inner, int step = 1) =>
        Spread(team, dy, mask, dx, outer, count, inner, step, isMean: false);

    /// <summary>The gradient is shared out over the rows that count.</summary>
    /// <inheritdoc cref="SumBackward"/>
    public static void MeanBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int outer, int count, int inner, int step = 1) =>
        Spread(team, dy, mask, dx, outer, count, inner, step, isMean: true);

    /// <summary>Of a maximum or minimum: the gradient goes to the first row that holds it.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[outer, inner].</param>
    /// <param name="x">[outer, count, inner]: what went into the forward pass.</param>
    /// <param name="y">[outer, inner]: what came out.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="dx">[outer, count, inner], overwritten.</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <param name="step">Rows for each number of the mask.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void ExtremeBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> mask, Span<float> dx, int outer, int count, int inner, int step = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, outer, inner);
        Check.Shape(x, outer, count, inner);
        Check.Shape(y, outer, inner);
        CheckMask(mask, outer, count, step);
        Check.Shape(dx, outer, count, inner);
        fixed (float* pDy = dy, px = x, py = y, pMask = mask, pDx = dx)
        {
            ReduceGradientJob job = new(new(outer, count, inner, step, (IntPtr)pMask), pDx) { Dy = pDy, X = px, Y = py };
            job.Run(team);
        }
    }

    private static void Run<TKind>(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int outer, int count, int inner, int step, bool isMean)
        where TKind : struct, IReduction
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, outer, count, inner);
        CheckMask(mask, outer, count, step);
        Check.Shape(y, outer, inner);
        fixed (float* px = x, pMask = mask, py = y)
        {
            new ReduceJob<TKind>(new(outer, count, inner, step, (IntPtr)pMask), px, py, isMean).Run(team);
        }
    }

    private static void Spread(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int outer, int count, int inner, int step, bool isMean)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, outer, inner);
        CheckMask(mask, outer, count, step);
        Check.Shape(dx, outer, count, inner);
        fixed (float* pDy = dy, pMask = mask, pDx = dx)
        {
            ReduceGradientJob job = new(new(outer, count, inner, step, (IntPtr)pMask), pDx) { Dy = pDy, IsMean = isMean };
            job.Run(team);
        }
    }

    private static void CheckMask(ReadOnlySpan<float> mask, int outer, int count, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        Check.Optional(mask, outer, count / step);
        if (count % step != 0) throw new ArgumentOutOfRangeException(nameof(step), step, "An axis has a whole number of steps.");
    }
}
