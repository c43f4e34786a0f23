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
        if (Shape is { Size: 2, Stride: 2, Padding: 0 })
        {
            for (int row = 0; row < Shape.OutHeight; row++)
            {
                ToMaximumOfFour(x + (2 * row * width), dy + (row * outWidth), dx + (2 * row * width));
            }

            return;
        }

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

    // Bits instead of branches: which of the four is the largest cannot be foreseen.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void ToMaximumOfFour(float* x, float* dy, float* dx)
    {
        int* upper = (int*)dx;
        int* lower = upper + Shape.Width;
        float* below = x + Shape.Width;
        for (int column = 0; column < Shape.OutWidth; column++, x += 2, below += 2, upper += 2, lower += 2)
        {
            int right = Larger(x[1], x[0]), rightBelow = Larger(below[1], below[0]);
            float top = Select(right, x[1], x[0]), bottom = Select(rightBelow, below[1], below[0]);
            int isBelow = Larger(bottom, top);
            int gradient = BitConverter.SingleToInt32Bits(dy[column]);
            (int above, int under) = (gradient & ~isBelow, gradient & isBelow);
            upper[0] = above & ~right;
            upper[1] = above & right;
            lower[0] = under & ~rightBelow;
            lower[1] = under & rightBelow;
        }
    }

    /// <summary>All bits where a &gt; b, else none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Larger(float a, float b)
    {
        bool larger = a > b;
        return -*(byte*)&larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Select(int mask, float yes, float no) =>
        BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(yes) & mask) | (BitConverter.SingleToInt32Bits(no) & ~mask));

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
