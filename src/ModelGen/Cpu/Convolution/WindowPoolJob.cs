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

    private int _perTask;

    public void Run()
    {
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
                default:
                    if (VectorPath.Has512) Forward<Lanes512>(X + pixels, line, Y + places);
                    else if (VectorPath.Has256) Forward<Lanes256>(X + pixels, line, Y + places);
                    else Forward<Lanes128>(X + pixels, line, Y + places);
                    break;
            }
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
                T column = LaneMath.Load<T>(x + (first * width) + i, width - i);
                for (int row = first + 1; row < end; row++)
                {
                    T next = LaneMath.Load<T>(x + (row * width) + i, width - i);
                    column = Kind == WindowPoolKind.Max ? T.Max(column, next) : column + next;
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
        if (Shape is { Size: 2, Stride: 2, Padding: 0 })
        {
            for (int window = 0; window < outWidth; window++)
            {
                y[window] = Math.Max(line[2 * window], line[(2 * window) + 1]);
            }

            return;
        }

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
        new Span<float>(dx, Shape.Pixels).Clear();
        (int width, int outWidth) = (Shape.Width, Shape.OutWidth);
        for (int row = 0; row < Shape.OutHeight; row++)
        {
            (int top, int bottom) = Shape.Range(row, Shape.Height);
            for (int column = 0; column < outWidth; column++)
            {
                (int left, int right) = Shape.Range(column, width);
                int place = (top * width) + left;
                float max = x[place];
                for (int h = top; h < bottom; h++)
                {
                    for (int i = (h * width) + left, end = (h * width) + right; i < end; i++)
                    {
                        // Selected, not branched to: which pixel of a window is the largest cannot be foreseen.
                        bool larger = x[i] > max;
                        max = larger ? x[i] : max;
                        place = larger ? i : place;
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
