using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ModelGen.Cpu.Simd;
using ModelGen.Cpu.Small;

namespace ModelGen.Cpu;

/// <summary>Rows of a table by token id.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class EmbeddingKernels
{
    /// <summary>Columns of one task of the backward pass: four cache lines.</summary>
    private const int Columns = 64;

    /// <summary>Rows of a table of segments.</summary>
    private const int Segments = 2;

    /// <summary>y[b, t] = table[ids[b, t]] + positions[startPosition + t] + segments[0]; an id from the vocabulary's size on is that token in the second segment.
    /// For padding, y[b, t] = positions[startPosition + t].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="ids">[batch, length].</param>
    /// <param name="table">[vocabulary, width]: floats, or small numbers with their scales.</param>
    /// <param name="positions">[context, width], context at least startPosition + length; empty: none.</param>
    /// <param name="y">[batch, length, width].</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <param name="segments">[2, width], or [1, width] for all tokens alike; empty: none. Without two, ids are below the vocabulary's size.</param>
    /// <param name="padding">The id that stands for padding; -1: none does.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<int> ids, WeightMatrix table, ReadOnlySpan<float> positions,
        Span<float> y, int batch, int length, int width, int startPosition = 0, ReadOnlySpan<float> segments = default,
        int padding = -1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(ids, batch, length);
        Check.Shape(y, batch, length, width);
        int vocabulary = width == 0 ? 0 : (int)(table.Count / width);
        if (!table.Is(vocabulary, width)) Check.Shape(table.Floats, vocabulary, width, argument: nameof(table));
        Check.Optional(segments, SegmentRows(segments.Length, width), width);
        if (!positions.IsEmpty) PositionKernels.CheckTable(positions, length, width, startPosition, nameof(Forward), nameof(positions));
        SmallRows small = table.Small?.Pointers ?? default;
        fixed (int* pIds = ids)
        fixed (float* pTable = table.Floats, pPositions = positions, pSegments = segments, py = y)
        {
            ForwardJob job = new()
            {
                Ids = pIds, Table = pTable, Small = small, Positions = pPositions, Segments = pSegments, Y = py, Tokens = ids.Length, Length = length, Width = width,
                Start = startPosition, Vocabulary = vocabulary, HasTwo = segments.Length > width, Padding = padding, PerTask = RowPartition.RowsPerTask(ids.Length, width),
            };
            team.Run(ref job, RowPartition.Tasks(ids.Length, job.PerTask));
        }

        GC.KeepAlive(table.Small);
    }

    /// <summary>dTable[ids[b, t]] += dy[b, t], and the same into the row of the token's segment; nothing for padding.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="ids">[batch, length].</param>
    /// <param name="dy">[batch, length, width].</param>
    /// <param name="dTable">[vocabulary, width], added to; empty: not wanted.</param>
    /// <param name="vocabulary">Rows of the table.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="dSegments">[2, width] or [1, width], added to; empty: none.</param>
    /// <param name="padding">The id that stands for padding; -1: none does.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not a row of the table.</exception>
    /// <remarks>Tasks own columns, and each goes through the tokens in order: the same sum for any number of threads.</remarks>
    public static void Backward(ThreadTeam team, ReadOnlySpan<int> ids, ReadOnlySpan<float> dy, Span<float> dTable, int vocabulary,
        int batch, int length, int width, Span<float> dSegments = default, int padding = -1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(ids, batch, length);
        Check.Shape(dy, batch, length, width);
        Check.Optional(dTable, vocabulary, width);
        Check.Optional(dSegments, SegmentRows(dSegments.Length, width), width);
        if (dTable.IsEmpty && dSegments.IsEmpty) return;
        fixed (int* pIds = ids)
        fixed (float* pDy = dy, pDTable = dTable, pDSegments = dSegments)
        {
            // Few tokens are not worth the other threads.
            int columns = dy.Length <= RowPartition.Elements ? Math.Max(width, 1) : Columns;
            BackwardJob job = new()
            {
                Ids = pIds, Dy = pDy, DTable = pDTable, DSegments = pDSegments, Tokens = ids.Length, Width = width, Columns = columns, Vocabulary = vocabulary,
                HasTwo = dSegments.Length > width, Padding = padding,
            };
            team.Run(ref job, RowPartition.Tasks(width, columns));
        }
    }

    private static int SegmentRows(int length, int width) => length == width ? 1 : Segments;

    private static (int Segment, int Id) Split(int id, int token, int vocabulary, bool hasSegments)
    {
        if ((uint)id < (uint)vocabulary) return (0, id);
        uint second = (uint)id - (uint)vocabulary;
        if (!hasSegments || second >= (uint)vocabulary) ThrowId(id, token, hasSegments ? (long)vocabulary * Segments : vocabulary);
        return (1, (int)second);
    }

    [DoesNotReturn]
    private static void ThrowId(int id, int token, long vocabulary)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"Token {token} has id {id}, which is not in [0, {vocabulary}).");
        throw new ArgumentOutOfRangeException("ids", id, message);
    }

    private struct ForwardJob : IJob
    {
        public int* Ids;
        public float* Table;
        public SmallRows Small;
        public float* Positions;
        public float* Segments;
        public float* Y;
        public int Tokens;
        public int Length;
        public int Width;
        public int Start;
        public int Vocabulary;
        public bool HasTwo;
        public int Padding;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Tokens);
            for (int token = first; token < end; token++)
            {
                (int segment, int id) = Split(Ids[token], token, Vocabulary, HasTwo);
                float* y = Y + ((long)token * Width);
                if (Ids[token] == Padding)
                {
                    if (Positions == null) Rows.Clear(y, Width);
                    else Rows.Copy(Positions + ((long)(Start + (token % Length)) * Width), y, Width);
                    continue;
                }

                float* row = Small.Data == null ? Table + ((long)id * Width) : y;
                if (Small.Data != null) SmallReading.Row(Small, id, 0, Width, y, VectorPath.Best);
                else if (Positions == null) Rows.Copy(row, y, Width);
                if (Positions != null) Rows.Add(row, Positions + ((long)(Start + (token % Length)) * Width), y, Width);
                if (Segments != null) Rows.Add(y, Segments + ((long)segment * Width), y, Width);
            }
        }
    }

    private struct BackwardJob : IJob
    {
        public int* Ids;
        public float* Dy;
        public float* DTable;
        public float* DSegments;
        public int Tokens;
        public int Width;
        public int Columns;
        public int Vocabulary;
        public bool HasTwo;
        public int Padding;

        public readonly void Execute(int task, int worker)
        {
            int first = task * Columns;
            int count = Math.Min(Columns, Width - first), width = Width;
            for (int token = 0; token < Tokens; token++)
            {
                (int segment, int id) = Split(Ids[token], token, Vocabulary, HasTwo);
                if (Ids[token] == Padding) continue;
                float* dy = Dy + ((long)token * Width) + first;
                if (DTable != null) Add(DTable, id);
                if (DSegments != null) Add(DSegments, segment);

                void Add(float* table, int index)
                {
                    float* row = table + ((long)index * width) + first;
                    Rows.Add(row, dy, row, count);
                }
            }
        }
    }
}
