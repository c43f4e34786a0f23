using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>A task takes some sequences through all steps: a small product with the packed weight, then the cells' pointwise part.</summary>
internal unsafe struct RecurrentJob<TSimd, TVector, T> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
    where T : unmanaged, ILanes<T>
{
    private ThreadTeam _team;
    private RecurrentCells _cells;
    private float* _packed;
    private int _columns;
    private int _depth;
    private int _batch;
    private int _rows;
    private int _tileRows;

    /// <param name="columns">What the product gives: gates forward, states backward.</param>
    /// <param name="depth">What it sums over.</param>
    public static void Run(ThreadTeam team, in RecurrentCells cells, Operand weight, int columns, int depth, int batch)
    {
        int rows = Math.Min(Blocking.DivideUp(batch, team.Threads), Blocking.BlockTiles * Blocking.TileRows(VectorPath.Best));
        int tileRows = Blocking.TileRows(VectorPath.Best, rows);
        RecurrentJob<TSimd, TVector, T> job = new()
        {
            _team = team,
            _cells = cells,
            _columns = columns,
            _depth = depth,
            _batch = batch,
            _rows = rows,
            _tileRows = tileRows,
        };
        job.LayPacked(team.Scratch(0, job.LayPacked(null)));
        new PackedChunk<TSimd, TVector> { TileRows = tileRows, B = job._packed, Columns = columns, Depth = depth }.PackB(weight);
        team.Run(ref job, Blocking.DivideUp(batch, job._rows), job.ScratchFloats);
    }

    private readonly long ScratchFloats => Lay(null, out _);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int task, int worker)
    {
        int first = task * _rows;
        int rows = Math.Min(_rows, _batch - first);
        Lay(_team.Scratch(worker, ScratchFloats), out Parts parts);
        float* product = parts.Product, cell = parts.Cell, state = parts.State;
        bool backward = _cells.DProjected != null;
        Cpu.Rows.Clear(cell, (long)_rows * _cells.Hidden);
        if (_cells.StartCell != null && !backward) Cpu.Rows.Copy(_cells.StartCell + ((nint)first * _cells.Hidden), cell, rows * _cells.Hidden);
        Cpu.Rows.Clear(state, (long)_rows * _cells.Hidden);
        PackedChunk<TSimd, TVector> chunk = new()
        {
            TileRows = _tileRows, A = parts.PackedRows, B = _packed, Tiles = parts.Tiles, Rows = rows, Columns = _columns, Depth = _depth,
        };
        Product target = new() { M = rows, N = _columns, K = _depth, C = product, CStep = _columns };
        for (int i = 0; i < _cells.Length; i++)
        {
            // Backward the steps come in the other order.
            int step = _cells.Reverse != backward ? _cells.Length - 1 - i : i;
            if (backward)
            {
                if (i > 0) Multiply(chunk, target, _cells.DState, first, step + (_cells.Reverse ? -1 : 1), _cells.Width, default);
                _cells.Backward<T>(first, rows, step, isFirst: i == _cells.Length - 1, i > 0 ? product : null, state, cell);
            }
            else
            {
                Epilogue epilogue = new() { Bias = _cells.Bias };
                if (i > 0) Multiply(chunk, target, _cells.Y, first, step + (_cells.Reverse ? 1 : -1), _cells.Hidden, epilogue);
                else if (_cells.Start != null) Multiply(chunk, target, _cells.Start + ((nint)first * _cells.Hidden), _cells.Hidden, epilogue);
                _cells.Forward<T>(first, rows, step, isFirst: i == 0, i > 0 || _cells.Start != null ? product : null, cell);
            }
        }

        if (!backward) return;
        if (_cells.DStart != null) Multiply(chunk, target, _cells.DState, first, _cells.Reverse ? _cells.Length - 1 : 0, _cells.Width, default);
        _cells.BackwardStart<T>(first, rows, product, state, cell);
    }

    // One step of all sequences is a matrix whose rows lie a sequence apart.
    private readonly void Multiply(PackedChunk<TSimd, TVector> chunk, in Product target, float* source, int first, int step, int width, in Epilogue epilogue) =>
        Multiply(chunk, target, source + ((((nint)first * _cells.Length) + step) * width), (nint)_cells.Length * width, epilogue);

    private static void Multiply(PackedChunk<TSimd, TVector> chunk, in Product target, float* rows, nint stride, in Epilogue epilogue)
    {
        chunk.PackA(new Operand((nint)rows, stride, DepthAdjacent: true));
        chunk.Multiply(target, epilogue, add: false);
    }

    /// <summary>The weight, which all tasks read.</summary>
    private long LayPacked(float* memory)
    {
        ScratchLayout layout = new(memory);
        _packed = layout.Take(PackedSize.Of(_columns, _depth, 2 * TSimd.Count));
        return layout.Floats;
    }

    private readonly long Lay(float* memory, out Parts parts)
    {
        ScratchLayout layout = new(memory);
        parts = new()
        {
            Tiles = layout.Take(PackedSize.OfTiles(_rows, _tileRows)),
            PackedRows = layout.Take(PackedSize.Of(_rows, _depth, _tileRows)),
            Product = layout.Take((long)_rows * _columns),
            Cell = layout.Take((long)_rows * _cells.Hidden),
            State = layout.Take((long)_rows * _cells.Hidden),
        };
        return layout.Floats;
    }

    /// <summary>A task's memory. A sequence has two states: its cell, or the gradients of cell and state.</summary>
    private struct Parts
    {
        public float* Tiles;
        public float* PackedRows;
        public float* Product;
        public float* Cell;
        public float* State;
    }
}
