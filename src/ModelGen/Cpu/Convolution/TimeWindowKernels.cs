using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Pools over windows of time, and what windows make of a padding mask.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TimeWindowKernels
{
    /// <summary>result[b, t] = 1 where window t is real: one that the sequence would have alone, from its first real step to its last.</summary>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding.</param>
    /// <param name="result">[batch, windows].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="windows">Windows of a sequence.</param>
    /// <param name="span">Steps from a window's first to its last.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Steps of zeros before and behind a sequence, together.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>A sequence that is shorter than a window has one, over zeros up to its size; one without a real step has none.</remarks>
    public static void Mask(ReadOnlySpan<float> mask, Span<float> result, int batch, int length, int windows, int span, int stride, int padding)
    {
        Check.Shape(mask, batch, length);
        Check.Shape(result, batch, windows);
        result.Clear();
        fixed (float* steps = mask)
        {
            SequenceMask sequences = new(steps, length, windows, span, stride, padding);
            for (int example = 0; example < batch; example++)
            {
                RealWindows real = sequences.Windows(example);
                result.Slice((example * windows) + real.Window, real.Count).Fill(1);
            }
        }
    }

    /// <summary>The largest value of each real window, in which padding counts as 0; 0 for windows that are not real.</summary>
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

    /// <summary>The gradient goes to the first step of a window that holds its maximum; to none where that is padding.</summary>
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

    /// <summary>The sum of each real window over its size; 0 for windows that are not real.</summary>
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
    public static void Mean(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int windows, int width, int size, int stride, int padding)
        => Run(team, TimePoolKind.Mean, default, x, mask, y, batch, length, windows, width, size, stride, padding);

    /// <summary>Each step of a real window gets the gradient over the window's size.</summary>
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
