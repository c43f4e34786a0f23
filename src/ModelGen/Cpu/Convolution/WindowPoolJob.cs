using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Pooling of planes window by window.</summary>
internal unsafe struct WindowPoolJob : IJob
{
    public ThreadTeam Team;
    public WindowPoolKind Kind;
    public WindowShape Shape;
    public float* Dy;
    public float* X;
    public float* Y;
    public int Planes;

    /// <summary>Floats from a row of <see cref="X"/> to the next, and from a plane to the next, in the forward pass.</summary>
    public int RowStep;
    public nint PlaneStep;

    private int _perTask;

    public void Run()
    {
        (RowStep, PlaneStep) = PlaneStep == 0 ? (Shape.Width, Shape.Pixels) : (RowStep, PlaneStep);
        _perTask = RowPartition.RowsPerTask(Planes, Shape.Pixels);
        Team.Run(ref this, RowPartition.Tasks(Planes, _perTask), Shape.Width);
    }

    public readonly void Execute(int task, int worker)
    {
        int first = task * _perTask;
        int end = (int)Math.Min((long)first + _perTask, Planes);
        float* line = Team.Scratch(worker, Shape.Width);
        for (int plane = first; plane < end; plane++)
        {
            nint pixels = (nint)plane * Shape.Pixels, places = (nint)plane * Shape.Places;
            switch (Kind)
            {
                case WindowPoolKind.MaxBackward: ToFirstMaximum(X + pixels, Dy + places, Y + pixels); break;
                case WindowPoolKind.MeanBackward: Share(Dy + places, Y + pixels); break;
                case WindowPoolKind.Max or WindowPoolKind.Mean when Shape is { Size: 2, Stride: 2, Padding: 0 }:
                    Pairs(X + (plane * PlaneStep), Y + places);
                    break;
                default:
                    if (VectorPath.Has512) Forward<Lanes512>(X + (plane * PlaneStep), line, Y + places);
                    else if (VectorPath.Has256) Forward<Lanes256>(X + (plane * PlaneStep), line, Y + places);
                    else Forward<Lanes128>(X + (plane * PlaneStep), line, Y + places);
                    break;
            }
        }
    }

    private readonly void Pairs(float* x, float* y)
    {
        int outWidth = Shape.OutWidth;
        for (int window = 0; window < Shape.OutHeight; window++, x += 2 * RowStep, y += outWidth)
        {
            if (Kind == WindowPoolKind.Max) PairPool.Maxima(x, x + RowStep, y, outWidth);
            else PairPool.Means(x, x + RowStep, y, outWidth);
        }
    }

    // Rows of a window first, a whole line at a time; then its columns.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Forward<T>(float* x, float* line, float* y)
        where T : unmanaged, ILanes<T>
    {
        (int width, int outWidth) = (Shape.Width, Shape.OutWidth);
        float share = 1f / (Shape.Size * Shape.Size);
        for (int window = 0; window < Shape.OutHeight; window++)
        {
            (int first, int end) = Shape.Range(window, Shape.Height);
            for (int i = 0; i < width; i += T.Count)
            {
                T column = LaneMath.Load<T>(x + (first * RowStep) + i, width - i);
                for (int row = first + 1; row < end; row++)
                {
                    T next = LaneMath.Load<T>(x + (row * RowStep) + i, width - i);
                    column = Kind == WindowPoolKind.Max ? T.MaxOrNaN(column, next) : column + next;
                }

                LaneMath.Store(column, line + i, width - i);
            }

            if (Kind == WindowPoolKind.Max) Maxima(line, y, outWidth);
            else Means(line, y, outWidth, share);
            y += outWidth;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Maxima(float* line, float* y, int outWidth)
    {
        for (int window = 0; window < outWidth; window++)
        {
            (int first, int end) = Shape.Range(window, Shape.Width);
            float max = line[first];
            for (int i = first + 1; i < end; i++)
            {
                max = Math.Max(max, line[i]);
            }

            y[window] = max;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Means(float* line, float* y, int outWidth, float share)
    {
        for (int window = 0; window < outWidth; window++)
        {
            (int first, int end) = Shape.Range(window, Shape.Width);
            float sum = 0;
            for (int i = first; i < end; i++)
            {
                sum += line[i];
            }

            y[window] = sum * share;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ToFirstMaximum(float* x, float* dy, float* dx)
    {
        (int width, int outWidth) = (Shape.Width, Shape.OutWidth);
        if (Shape is { Size: 2, Stride: 2, Padding: 0 })
        {
            for (int row = 0; row < Shape.OutHeight; row++, x += 2 * width, dx += 2 * width)
            {
                PairPool.ToMaxima(x, x + width, dy + (row * outWidth), dx, dx + width, outWidth);
                if (width % 2 != 0)
                {
                    dx[width - 1] = dx[(2 * width) - 1] = 0;
                }
            }

            if (Shape.Height % 2 != 0)
            {
                new Span<float>(dx, width).Clear();
            }

            return;
        }

        new Span<float>(dx, Shape.Pixels).Clear();
        for (int row = 0; row < Shape.OutHeight; row++)
        {
            (int top, int bottom) = Shape.Range(row, Shape.Height);
            for (int column = 0; column < outWidth; column++)
            {
                (int left, int right) = Shape.Range(column, width);
                int place = (top * width) + left;
                for (int h = top; h < bottom; h++)
                {
                    for (int i = (h * width) + left, end = (h * width) + right; i < end; i++)
                    {
                        place = x[i] > x[place] ? i : place;
                    }
                }

                dx[place] += *dy++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Share(float* dy, float* dx)
    {
        new Span<float>(dx, Shape.Pixels).Clear();
        float share = 1f / (Shape.Size * Shape.Size);
        for (int row = 0; row < Shape.OutHeight; row++)
        {
            (int top, int bottom) = Shape.Range(row, Shape.Height);
            for (int column = 0; column < Shape.OutWidth; column++)
            {
                (int left, int right) = Shape.Range(column, Shape.Width);
                float part = *dy++ * share;
                for (int h = top; h < bottom; h++)
                {
                    for (int w = left; w < right; w++)
                    {
                        dx[(h * Shape.Width) + w] += part;
                    }
                }
            }
        }
    }
}
