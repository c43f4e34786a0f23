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
        float* mask = Mask == null ? null : Mask + steps;
        bool backward = Kind is TimePoolKind.MaxBackward or TimePoolKind.MeanBackward;
        if (backward)
        {
            Rows.Clear(Y + (steps * Width), (long)Length * Width);
        }

        for (int window = 0; window < Windows; window++)
        {
            int first = Math.Max((window * Stride) - Padding, 0), end = Math.Min((window * Stride) - Padding + Size, Length);
            nint at = (windows + window) * Width;
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
        bool any = false;
        for (int t = first; t < end; t++)
        {
            if (mask != null && mask[t] == 0) continue;
            float* step = x + ((nint)t * Width);
            if (any) Rows.Max(y, step, y, Width);
            else Rows.Copy(step, y, Width);
            any = true;
        }

        if (!any) Rows.Clear(y, Width);
    }

    private readonly void ToFirstMaximum(float* x, float* mask, int first, int end, float* dy, float* dx)
    {
        for (int i = 0; i < Width; i++)
        {
            int best = -1;
            for (int t = first; t < end; t++)
            {
                if (mask != null && mask[t] == 0) continue;
                if (best < 0 || x[((nint)t * Width) + i] > x[((nint)best * Width) + i]) best = t;
            }

            if (best >= 0) dx[((nint)best * Width) + i] += dy[i];
        }
    }

    private readonly void Mean(float* x, float* mask, int first, int end, float* y)
    {
        Rows.Clear(y, Width);
        for (int t = first; t < end; t++)
        {
            if (mask == null || mask[t] != 0) Rows.Add(y, x + ((nint)t * Width), y, Width);
        }

        Rows.Scale(y, Part(mask, first, end), y, Width);
    }

    private readonly void Share(float* mask, int first, int end, float* dy, float* dx)
    {
        float part = Part(mask, first, end);
        for (int t = first; t < end; t++)
        {
            if (mask != null && mask[t] == 0) continue;
            float* step = dx + ((nint)t * Width);
            for (int i = 0; i < Width; i++)
            {
                step[i] += dy[i] * part;
            }
        }
    }

    private readonly float Part(float* mask, int first, int end)
    {
        if (mask == null) return 1f / Size;
        int real = 0;
        for (int t = first; t < end; t++)
        {
            if (mask[t] != 0) real++;
        }

        return real == 0 ? 0 : 1f / real;
    }
}
