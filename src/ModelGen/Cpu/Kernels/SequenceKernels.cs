using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Padding masks, and single steps out of sequences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SequenceKernels
{
    /// <summary>mask[i] = 0 where ids[i] is padding, else 1.</summary>
    /// <param name="ids">[count].</param>
    /// <param name="padding">The id that stands for padding.</param>
    /// <param name="mask">[count], overwritten.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void PaddingMask(ReadOnlySpan<int> ids, int padding, Span<float> mask)
    {
        Check.Shape(mask, ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            mask[i] = ids[i] == padding ? 0 : 1;
        }
    }

    /// <summary>numbers[b, t]: which of its row's texts a token belongs to, from 1, where a separator is the last token of its text; 0 for padding.</summary>
    /// <param name="ids">[batch, length].</param>
    /// <param name="separator">The id that ends a text.</param>
    /// <param name="padding">The id that stands for padding; -1: none.</param>
    /// <param name="numbers">[batch, length], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TextNumbers(ReadOnlySpan<int> ids, int separator, int padding, Span<float> numbers, int batch, int length)
    {
        Check.Shape(ids, batch, length);
        Check.Shape(numbers, batch, length);
        for (int b = 0; b < batch; b++)
        {
            int text = 1;
            for (int i = b * length; i < (b + 1) * length; i++)
            {
                numbers[i] = ids[i] == padding ? 0 : text;
                if (ids[i] == separator) text++;
            }
        }
    }

    /// <summary>y[b] = x[b, first], where first is the first step with mask 1; step 0 when there is none.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence, at least 1.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TakeFirst(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, width);
        for (int b = 0; b < batch; b++)
        {
            x.Slice(((b * length) + First(mask, b, length)) * width, width).CopyTo(y.Slice(b * width, width));
        }
    }

    /// <summary>dx[b, first] = dy[b], all other steps 0.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, width].</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence, at least 1.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TakeFirstBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Check.Shape(dy, batch, width);
        Check.Optional(mask, batch, length);
        Check.Shape(dx, batch, length, width);
        dx.Clear();
        for (int b = 0; b < batch; b++)
        {
            dy.Slice(b * width, width).CopyTo(dx.Slice(((b * length) + First(mask, b, length)) * width, width));
        }
    }

    /// <summary>y[b] = x[b, last], where last is the last step with mask 1; step 0 when there is none.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding; empty: all steps are real.</param>
    /// <param name="y">[batch, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence, at least 1.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TakeLast(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> mask, Span<float> y, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Check.Shape(x, batch, length, width);
        Check.Optional(mask, batch, length);
        Check.Shape(y, batch, width);
        for (int b = 0; b < batch; b++)
        {
            x.Slice(((b * length) + Last(mask, b, length)) * width, width).CopyTo(y.Slice(b * width, width));
        }
    }

    /// <summary>dx[b, last] = dy[b], all other steps 0.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, width].</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="dx">[batch, length, width], overwritten.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence, at least 1.</param>
    /// <param name="width">Width of a step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TakeLastBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> mask, Span<float> dx, int batch, int length, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Check.Shape(dy, batch, width);
        Check.Optional(mask, batch, length);
        Check.Shape(dx, batch, length, width);
        dx.Clear();
        for (int b = 0; b < batch; b++)
        {
            dy.Slice(b * width, width).CopyTo(dx.Slice(((b * length) + Last(mask, b, length)) * width, width));
        }
    }

    private static int First(ReadOnlySpan<float> mask, int b, int length)
        => mask.IsEmpty ? 0 : Math.Max(mask.Slice(b * length, length).IndexOfAnyExcept(0), 0);

    private static int Last(ReadOnlySpan<float> mask, int b, int length)
    {
        if (mask.IsEmpty) return length - 1;
        ReadOnlySpan<float> steps = mask.Slice(b * length, length);
        for (int t = length - 1; t > 0; t--)
        {
            if (steps[t] != 0) return t;
        }

        return 0;
    }
}
