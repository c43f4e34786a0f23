using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>Whole numbers that stand for places: ids as numbers, counting, rows of a table by number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class IndexKernels
{
    /// <summary>Columns of one task of the backward pass: four cache lines.</summary>
    private const int Columns = 64;

    /// <summary>y = ids, as floats.</summary>
    /// <param name="ids">[any], below 2²⁴.</param>
    /// <param name="y">As many.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Numbers(ReadOnlySpan<int> ids, Span<float> y)
    {
        Check.Shape(y, ids.Length);
        for (int i = 0; i < ids.Length; i++) y[i] = ids[i];
    }

    /// <summary>y[o, r, i] = start + r.</summary>
    /// <param name="y">[outer, count, inner].</param>
    /// <param name="outer">What stands before the axis.</param>
    /// <param name="count">Length of the axis.</param>
    /// <param name="inner">What stands behind it.</param>
    /// <param name="startPosition">The place of the first.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Places(Span<float> y, int outer, int count, int inner, int startPosition = 0)
    {
        Check.Shape(y, outer, count, inner);
        for (int row = 0; row < outer * count; row++) y.Slice(row * inner, inner).Fill(startPosition + (row % count));
    }

    /// <summary>y[e, p] = table[e, ids[e, p]].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="table">[examples, rows, width].</param>
    /// <param name="ids">[examples, places]: whole numbers below <paramref name="rows"/>.</param>
    /// <param name="y">[examples, places, width].</param>
    /// <param name="examples">1 where all share a table.</param>
    /// <param name="rows">Rows of a table.</param>
    /// <param name="places">How many are taken for an example.</param>
    /// <param name="width">Width of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    public static void Gather(ThreadTeam team, ReadOnlySpan<float> table, ReadOnlySpan<float> ids, Span<float> y, int examples, int rows, int places, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(table, examples, rows, width);
        Check.Shape(ids, examples, places);
        Check.Shape(y, examples, places, width);
        fixed (float* pTable = table, pIds = ids, py = y)
        {
            ForwardJob job = new() { Table = pTable, Ids = pIds, Y = py, Count = ids.Length, Rows = rows, Places = places, Width = width, PerTask = RowPartition.RowsPerTask(ids.Length, width) };
            team.Run(ref job, RowPartition.Tasks(ids.Length, job.PerTask));
        }
    }

    /// <summary>dTable[e, ids[e, p]] = Σ dy[e, p]; 0 for rows that nothing took.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[examples, places, width].</param>
    /// <param name="ids">[examples, places].</param>
    /// <param name="dTable">[examples, rows, width], overwritten.</param>
    /// <param name="examples">1 where all share a table.</param>
    /// <param name="rows">Rows of a table.</param>
    /// <param name="places">How many are taken for an example.</param>
    /// <param name="width">Width of a row.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    /// <remarks>Tasks own columns of an example, and each goes through its places in order: the same sum for any number of threads.</remarks>
    public static void GatherBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> ids, Span<float> dTable, int examples, int rows, int places, int width)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, examples, places, width);
        Check.Shape(ids, examples, places);
        Check.Shape(dTable, examples, rows, width);
        fixed (float* pDy = dy, pIds = ids, pTable = dTable)
        {
            int columns = dy.Length + dTable.Length <= RowPartition.Elements ? Math.Max(width, 1) : Columns;
            BackwardJob job = new() { Dy = pDy, Ids = pIds, DTable = pTable, Rows = rows, Places = places, Width = width, Columns = columns, Blocks = RowPartition.Tasks(width, columns) };
            team.Run(ref job, examples * job.Blocks);
        }
    }

    private static int Row(float* ids, int place, int rows)
    {
        float id = ids[place];
        if (id >= 0 && id < rows) return (int)id;
        ThrowId(id, place, rows);
        return 0;
    }

    [DoesNotReturn]
    private static void ThrowId(float id, int place, int rows) =>
        throw new ArgumentOutOfRangeException("ids", id, string.Create(CultureInfo.InvariantCulture, $"The id at place {place} is {id}, which is not in [0, {rows})."));

    private struct ForwardJob : IJob
    {
        public float* Table;
        public float* Ids;
        public float* Y;
        public int Count;
        public int Rows;
        public int Places;
        public int Width;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int end = (int)Math.Min((long)(task + 1) * PerTask, Count);
            for (int place = task * PerTask; place < end; place++)
            {
                long row = ((long)(place / Places) * Rows) + Row(Ids, place, Rows);
                new ReadOnlySpan<float>(Table + (row * Width), Width).CopyTo(new(Y + ((long)place * Width), Width));
            }
        }
    }

    private struct BackwardJob : IJob
    {
        public float* Dy;
        public float* Ids;
        public float* DTable;
        public int Rows;
        public int Places;
        public int Width;
        public int Columns;
        public int Blocks;

        public readonly void Execute(int task, int worker)
        {
            int example = task / Blocks, first = task % Blocks * Columns, count = Math.Min(Columns, Width - first);
            float* table = DTable + ((long)example * Rows * Width) + first;
            for (int row = 0; row < Rows; row++) new Span<float>(table + ((long)row * Width), count).Clear();
            for (int i = 0, place = example * Places; i < Places; i++, place++)
            {
                float* to = table + ((long)Row(Ids, place, Rows) * Width);
                ModelGen.Cpu.Rows.Add(to, Dy + ((long)place * Width) + first, to, count);
            }
        }
    }
}
