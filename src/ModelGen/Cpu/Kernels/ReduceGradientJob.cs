using System;

namespace ModelGen.Cpu;

/// <summary>Gradients of reductions. Of sum and mean a task is some rows; of an extreme, which looks for the first, it is columns of one outer index.</summary>
internal unsafe struct ReduceGradientJob : IJob
{
    private const int Columns = 64;

    private readonly ReduceShape _shape;
    private readonly float* _dx;
    private readonly int _blocks;
    private int _perTask;

    public ReduceGradientJob(ReduceShape shape, float* dx)
    {
        _shape = shape;
        _dx = dx;
        _blocks = RowPartition.Tasks(shape.Inner, Columns);
    }

    public float* Dy { get; init; }

    /// <summary>Of an extreme alone.</summary>
    public float* X { get; init; }

    /// <inheritdoc cref="X"/>
    public float* Y { get; init; }

    public bool IsMean { get; init; }

    public void Run(ThreadTeam team)
    {
        int units = X != null ? _shape.Outer * _blocks : _shape.Outer * _shape.Count;
        _perTask = RowPartition.RowsPerTask(units, X != null ? (long)_shape.Count * Math.Min(Columns, _shape.Inner) : _shape.Inner);
        team.Run(ref this, RowPartition.Tasks(units, _perTask));
    }

    public readonly void Execute(int task, int worker)
    {
        int first = task * _perTask;
        if (X != null)
        {
            int end = Math.Min(first + _perTask, _shape.Outer * _blocks);
            for (int unit = first; unit < end; unit++) Extreme(unit / _blocks, unit % _blocks * Columns);
        }
        else
        {
            Rows(first, (int)Math.Min((long)first + _perTask, (long)_shape.Outer * _shape.Count));
        }
    }

    private readonly void Rows(int first, int end)
    {
        int known = -1;
        float factor = 1;
        for (int row = first; row < end; row++)
        {
            int outer = row / _shape.Count;
            if (outer != known && IsMean)
            {
                int real = _shape.Real(outer);
                factor = real == 0 ? 0 : 1f / real;
            }

            known = outer;
            Span<float> dx = new(_dx + ((long)row * _shape.Inner), _shape.Inner);
            float* dy = Dy + ((long)outer * _shape.Inner);
            if (!_shape.IsReal(outer, row % _shape.Count)) dx.Clear();
            else if (IsMean) Cpu.Rows.Scale(dy, factor, _dx + ((long)row * _shape.Inner), _shape.Inner);
            else new ReadOnlySpan<float>(dy, _shape.Inner).CopyTo(dx);
        }
    }

    private readonly void Extreme(int outer, int column)
    {
        int columns = Math.Min(Columns, _shape.Inner - column);
        ulong found = 0;
        float* dy = Dy + ((long)outer * _shape.Inner) + column, y = Y + ((long)outer * _shape.Inner) + column;
        for (int row = 0; row < _shape.Count; row++)
        {
            bool isReal = _shape.IsReal(outer, row);
            float* x = _shape.Row(X, outer, row) + column, dx = _shape.Row(_dx, outer, row) + column;
            for (int i = 0; i < columns; i++)
            {
                bool isFirst = isReal && (found & (1UL << i)) == 0 && (x[i] == y[i] || (float.IsNaN(x[i]) && float.IsNaN(y[i])));
                found |= isFirst ? 1UL << i : 0;
                dx[i] = isFirst ? dy[i] : 0;
            }
        }
    }
}
