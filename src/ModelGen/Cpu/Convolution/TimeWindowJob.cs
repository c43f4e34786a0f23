using System;

namespace ModelGen.Cpu;

/// <summary>Pooling over windows of time; a task is one sequence.</summary>
internal unsafe struct TimeWindowJob : IJob
{
    public TimePoolKind Kind;
    public float* Dy;
    public float* X;
    public float* Mask;
    public float* Y;
    public int Length;
    public int Windows;
    public int Width;
    public int Size;
    public int Stride;
    public int Padding;

    public readonly void Execute(int task, int worker)
    {
        nint steps = (nint)task * Length, windows = (nint)task * Windows;
        SequenceMask padding = new(Mask, Length, Windows, Size, Stride, 2 * Padding);
        float* mask = padding.Steps(task);
        RealWindows real = Mask == null ? new(0, Length, 0, Windows) : padding.Windows(task);

        // What is shorter than a window counts as zeros up to it: these, too, are seen. Beyond lies what Padding adds, of which a maximum sees nothing.
        int last = real.First + Math.Max(real.Length, Size - (2 * Padding));
        bool backward = Kind is TimePoolKind.MaxBackward or TimePoolKind.MeanBackward;
        if (backward)
        {
            Rows.Clear(Y + (steps * Width), (long)Length * Width);
        }

        for (int window = 0; window < Windows; window++)
        {
            nint at = (windows + window) * Width;
            if (!real.Has(window))
            {
                if (!backward) Rows.Clear(Y + at, Width);
                continue;
            }

            int start = real.First + ((window - real.Window) * Stride) - Padding;
            int first = Math.Max(start, real.First), end = Math.Min(start + Size, last);
            switch (Kind)
            {
                case TimePoolKind.Max: Maximum(X + (steps * Width), mask, first, end, Y + at); break;
                case TimePoolKind.MaxBackward: ToFirstMaximum(X + (steps * Width), mask, first, end, Dy + at, Y + (steps * Width)); break;
                case TimePoolKind.Mean: Mean(X + (steps * Width), mask, first, end, Y + at); break;
                default: Share(mask, first, end, Dy + at, Y + (steps * Width)); break;
            }
        }
    }

    private readonly void Maximum(float* x, float* mask, int first, int end, float* y)
    {
        bool any = false, zero = false;
        for (int t = first; t < end; t++)
        {
            if (!IsReal(mask, t))
            {
                zero = true;
                continue;
            }

            float* step = x + ((nint)t * Width);
            if (any) Rows.Max(y, step, y, Width);
            else Rows.Copy(step, y, Width);
            any = true;
        }

        if (!any) Rows.Clear(y, Width);
        else if (zero) Rows.AtLeastZero(y, y, Width);
    }

    private readonly void ToFirstMaximum(float* x, float* mask, int first, int end, float* dy, float* dx)
    {
        for (int i = 0; i < Width; i++)
        {
            int best = -1;
            float largest = 0;
            for (int t = first; t < end; t++)
            {
                float value = IsReal(mask, t) ? x[((nint)t * Width) + i] : 0;
                if (t == first || value > largest) (best, largest) = (t, value);
            }

            if (best >= 0 && IsReal(mask, best)) dx[((nint)best * Width) + i] += dy[i];
        }
    }

    private readonly void Mean(float* x, float* mask, int first, int end, float* y)
    {
        Rows.Clear(y, Width);
        for (int t = first; t < end; t++)
        {
            if (IsReal(mask, t)) Rows.Add(y, x + ((nint)t * Width), y, Width);
        }

        Rows.Scale(y, 1f / Size, y, Width);
    }

    private readonly void Share(float* mask, int first, int end, float* dy, float* dx)
    {
        float part = 1f / Size;
        for (int t = first; t < end; t++)
        {
            if (!IsReal(mask, t)) continue;
            float* step = dx + ((nint)t * Width);
            for (int i = 0; i < Width; i++)
            {
                step[i] += dy[i] * part;
            }
        }
    }

    // Padding, and what lies behind the batch's last step, are zeros.
    private readonly bool IsReal(float* mask, int step) => step < Length && (mask == null || mask[step] != 0);
}
