using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Pooling of whole rows.</summary>
internal unsafe struct SpacePoolJob : IJob
{
    public SpacePoolKind Kind;
    public float* Dy;
    public float* X;
    public float* Y;

    private int _rows;
    private int _size;
    private int _perTask;

    public void Run(ThreadTeam team, int rows, int size)
    {
        (_rows, _size) = (rows, size);
        _perTask = RowPartition.RowsPerTask(rows, size);
        team.Run(ref this, RowPartition.Tasks(rows, _perTask));
    }

    public readonly void Execute(int task, int worker)
    {
        int first = task * _perTask;
        int end = (int)Math.Min((long)first + _perTask, _rows);
        if (VectorPath.Has512) Range<Lanes512>(first, end);
        else if (VectorPath.Has256) Range<Lanes2x256>(first, end);
        else Range<Lanes128>(first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int first, int end)
        where T : unmanaged, ILanes<T>
    {
        for (int row = first; row < end; row++)
        {
            long at = (long)row * _size;
            switch (Kind)
            {
                case SpacePoolKind.Max:
                    Y[row] = Maximum<T>(X + at);
                    break;
                case SpacePoolKind.MaxBackward:
                    ToFirstMaximum<T>(X + at, Dy[row], Y + at);
                    break;
                case SpacePoolKind.Mean:
                    Y[row] = NormSums.Sum<T>(X + at, _size) / _size;
                    break;
                default:
                    new Span<float>(Y + at, _size).Fill(Dy[row] / _size);
                    break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly float Maximum<T>(float* x)
        where T : unmanaged, ILanes<T>
    {
        T max = T.Of(float.NegativeInfinity);
        for (int i = 0; i < _size; i += T.Count)
        {
            max = T.MaxOrNaN(max, LaneMath.Fill(LaneMath.Load<T>(x + i, _size - i), _size - i, float.NegativeInfinity));
        }

        return T.LargestOrNaN(max);
    }

    private readonly void ToFirstMaximum<T>(float* x, float dy, float* dx)
        where T : unmanaged, ILanes<T>
    {
        float max = Maximum<T>(x);
        int place = Math.Max(new ReadOnlySpan<float>(x, _size).IndexOf(max), 0);
        new Span<float>(dx, _size).Clear();
        dx[place] = dy;
    }
}
