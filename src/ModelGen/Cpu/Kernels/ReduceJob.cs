using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>
/// Reductions of the middle axis. A task is a stretch of rows and of columns; where there are several stretches of rows, each leaves a part, and parts are joined in their order: the same bits for every team.
/// </summary>
internal unsafe struct ReduceJob<TKind> : IJob
    where TKind : struct, IReduction
{
    /// <summary>Numbers of a task: about ten microseconds' worth.</summary>
    private const int Elements = RowPartition.Elements;

    /// <summary>Rows of a task where they are joined column by column.</summary>
    private const int MostRows = 1024;

    /// <summary>Rows that are joined before they go into the total: few enough to lose nothing.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>Columns of a task: four cache lines or a multiple.</summary>
    private const int Stretch = 64;

    private readonly ReduceShape _shape;
    private readonly float* _x;
    private readonly bool _isMean;
    private readonly bool _startIsNone;
    private readonly int _rows;
    private readonly int _chunks;
    private readonly int _columns;
    private readonly int _blocks;
    private readonly int _outers;
    private float* _y;

    public ReduceJob(ReduceShape shape, float* x, float* y, bool isMean)
    {
        _x = x;
        _y = y;
        (_shape, _isMean, _startIsNone) = (shape, isMean, TKind.Start != 0);
        _rows = shape.WholeSteps(Math.Max(Math.Min(shape.Count, shape.Inner == 1 ? Elements : MostRows), 1));
        _chunks = RowPartition.Tasks(shape.Count, _rows);
        _columns = Math.Clamp(Elements / _rows / Stretch * Stretch, Stretch, (shape.Inner + Stretch - 1) / Stretch * Stretch);
        _blocks = RowPartition.Tasks(shape.Inner, _columns);
        _outers = _chunks * _blocks > 1 ? 1 : RowPartition.RowsPerTask(shape.Outer, (long)shape.Count * shape.Inner);
    }

    /// <summary>Runs on the team; y is whole afterwards.</summary>
    public void Run(ThreadTeam team)
    {
        int outputs = _shape.Outer * _shape.Inner;
        if (outputs == 0)
        {
            return;
        }

        if (_chunks == 0)
        {
            new Span<float>(_y, outputs).Clear();
            return;
        }

        float* y = _y;
        if (_chunks > 1) _y = Scratchpad.Current.Here((long)_chunks * outputs);
        float* parts = _y;
        team.Run(ref this, (int)Math.Min(int.MaxValue, (long)RowPartition.Tasks(_shape.Outer, _outers) * _chunks * _blocks));
        if (_chunks > 1)
        {
            for (int i = 0; i < outputs; i++)
            {
                float value = parts[i];
                for (int chunk = 1; chunk < _chunks; chunk++) value = TKind.Join(value, parts[((long)chunk * outputs) + i]);
                y[i] = value;
            }
        }

        for (int outer = 0; outer < _shape.Outer && (_isMean || (_startIsNone && _shape.Mask != 0)); outer++)
        {
            int real = _shape.Real(outer);
            float* own = y + ((long)outer * _shape.Inner);
            if (real == 0) Rows.Clear(own, _shape.Inner);
            else if (_isMean) Rows.Scale(own, 1f / real, own, _shape.Inner);
        }
    }

    public readonly void Execute(int task, int worker)
    {
        if (VectorPath.Has512) Execute<Lanes512>(task);
        else if (VectorPath.Has256) Execute<Lanes2x256>(task);
        else Execute<Lanes128>(task);
    }

    private readonly void Execute<T>(int task)
        where T : unmanaged, ILanes<T>
    {
        int block = task % _blocks, chunk = task / _blocks % _chunks, first = task / _blocks / _chunks * _outers;
        int from = chunk * _rows, end = Math.Min(from + _rows, _shape.Count), column = block * _columns, columns = Math.Min(_columns, _shape.Inner - column);
        for (int outer = first; outer < Math.Min(first + _outers, _shape.Outer); outer++)
        {
            float* y = _y + ((((long)chunk * _shape.Outer) + outer) * _shape.Inner) + column;
            new Span<float>(y, columns).Fill(TKind.Start);
            for (int row = from; _shape.Next(outer, ref row, end, out int rows); row += rows)
            {
                float* x = _shape.Row(_x, outer, row) + column;
                if (_shape.Inner == 1) *y = TKind.Join(*y, Along<T>(x, rows));
                else for (int i = 0; i < rows; i += RowsAtOnce) Across<T>(x + ((long)i * _shape.Inner), Math.Min(RowsAtOnce, rows - i), columns, y);
            }
        }
    }

    /// <summary>All of a row as one number, with four accumulators, which hides the latency of an operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Along<T>(float* x, int count)
        where T : unmanaged, ILanes<T>
    {
        if (count < T.Count)
        {
            float value = TKind.Start;
            for (int j = 0; j < count; j++) value = TKind.Join(value, x[j]);
            return value;
        }

        T a = T.Of(TKind.Start), b = a, c = a, d = a;
        int i = 0;
        for (; i <= count - (4 * T.Count); i += 4 * T.Count)
        {
            a = TKind.Join(a, T.Load(x + i));
            b = TKind.Join(b, T.Load(x + i + T.Count));
            c = TKind.Join(c, T.Load(x + i + (2 * T.Count)));
            d = TKind.Join(d, T.Load(x + i + (3 * T.Count)));
        }

        for (; i < count; i += T.Count)
        {
            a = TKind.Join(a, LaneMath.Fill(LaneMath.Load<T>(x + i, count - i), count - i, TKind.Start));
        }

        return TKind.Last(TKind.Join(TKind.Join(a, b), TKind.Join(c, d)));
    }

    /// <summary>y = y and each row of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Across<T>(float* x, int rows, int columns, float* y)
        where T : unmanaged, ILanes<T>
    {
        for (int column = 0; column < columns; column += T.Count)
        {
            int left = columns - column;
            float* at = x + column;
            T part = LaneMath.Load<T>(at, left);
            for (int row = 1; row < rows; row++)
            {
                at += _shape.Inner;
                part = TKind.Join(part, LaneMath.Load<T>(at, left));
            }

            LaneMath.Store(TKind.Join(LaneMath.Load<T>(y + column, left), part), y + column, left);
        }
    }
}
