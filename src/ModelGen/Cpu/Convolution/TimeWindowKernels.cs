using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Pools over windows of time, and what windows make of a padding mask.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TimeWindowKernels
{
    /// <summary>result[b, t] = 1 where a step in window t is real.</summary>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding.</param>
    /// <param name="result">[batch, windows].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="kernel">Steps of a window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps that the first window begins before the sequence.</param>
    /// <param name="dilation">Steps from one tap of a window to the next.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Mask(ReadOnlySpan<float> mask, Span<float> result, int batch, int length, int windows, int kernel, int stride, int padding, int dilation)
    {
        Check.Shape(mask, batch, length);
        Check.Shape(result, batch, windows);
        for (int i = 0; i < result.Length; i++)
        {
            int first = (i % windows * stride) - padding;
            float real = 0;
            for (int tap = 0; tap < kernel && real == 0; tap++)
            {
                int t = first + (tap * dilation);
                real = t >= 0 && t < length ? mask[(i / windows * length) + t] : 0;
            }

            result[i] = real;
        }
    }

    /// <summary>The largest real value of each window; 0 where there is none.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, windows, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="width">Features of a step.</param>
    /// <param name="size">Steps of a window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps that the first window begins before the sequence.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Max(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int windows, int width, int size, int stride, int padding)
        => Run(team, TimePoolKind.Max, default, x, mask, y, batch, length, windows, width, size, stride, padding);

    /// <summary>The gradient goes to the first real step of a window that holds its maximum.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, windows, width].</param>
    /// <param name="x">[batch, length, width]: what went into the forward pass.</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="width">Features of a step.</param>
    /// <param name="size">Steps of a window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps that the first window begins before the sequence.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MaxBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> dx, int batch, int length, int windows, int width, int size, int stride, int padding)
        => Run(team, TimePoolKind.MaxBackward, dy, x, mask, dx, batch, length, windows, width, size, stride, padding);

    /// <summary>The sum of each window over its size, or, with a mask, over its real steps.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real, and beyond an edge zeros count.</param>
    /// <param name="y">[batch, windows, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="width">Features of a step.</param>
    /// <param name="size">Steps of a window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps that the first window begins before the sequence.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Mean(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int windows, int width, int size, int stride, int padding)
        => Run(team, TimePoolKind.Mean, default, x, mask, y, batch, length, windows, width, size, stride, padding);

    /// <summary>The gradient is shared out over what counted.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, windows, width].</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="width">Features of a step.</param>
    /// <param name="size">Steps of a window.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps that the first window begins before the sequence.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int batch, int length, int windows, int width, int size, int stride, int padding)
        => Run(team, TimePoolKind.MeanBackward, dy, default, mask, dx, batch, length, windows, width, size, stride, padding);

    private static void Run(ThreadTeam team, TimePoolKind kind, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int windows,
        int width, int size, int stride, int padding)
    {
        ArgumentNullException.ThrowIfNull(team);
        bool backward = kind is TimePoolKind.MaxBackward or TimePoolKind.MeanBackward;
        if (backward) Check.Shape(dy, batch, windows, width);
        if (kind != TimePoolKind.MeanBackward) Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, backward ? length : windows, width);
        fixed (float* pDy = dy, px = x, pMask = mask, py = y)
        {
            TimeWindowJob job = new()
            {
                Kind = kind, Dy = pDy, X = px, Mask = pMask, Y = py, Length = length, Windows = windows, Width = width, Size = size, Stride = stride, Padding = padding,
            };
            team.Run(ref job, batch);
        }
    }
}
