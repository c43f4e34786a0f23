using System;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Position embeddings that are added to a sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class PositionKernels
{
    /// <summary>y[b, t] = x[b, t] + table[startPosition + t].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="table">[context, width], context at least startPosition + length.</param>
    /// <param name="y">[batch, length, width]; may be <paramref name="x"/>.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree, or the table is too short.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> table, Span<float> y, int batch, int length,
        int width, int startPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, batch, length, width);
        CheckTable(table, length, width, startPosition, nameof(Forward), nameof(table));
        Check.Shape(y, batch, length, width);
        fixed (float* px = x, pTable = table, py = y)
        {
            int perTask = RowPartition.RowsPerTask(batch * length, width);
            ForwardJob job = new() { X = px, Table = pTable, Y = py, Tokens = batch * length, Length = length, Width = width, Start = startPosition, PerTask = perTask };
            team.Run(ref job, RowPartition.Tasks(job.Tokens, perTask));
        }
    }

    /// <summary>dTable[startPosition + t] += Σ over the batch of dy[b, t].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, length, width].</param>
    /// <param name="dTable">[context, width], context at least startPosition + length; added to.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree, or the table is too short.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dTable, int batch, int length, int width, int startPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, length, width);
        CheckTable(dTable, length, width, startPosition, nameof(Backward), nameof(dTable));
        fixed (float* pDy = dy, pDTable = dTable)
        {
            int perTask = RowPartition.RowsPerTask(length, (long)batch * width);
            BackwardJob job = new() { Dy = pDy, DTable = pDTable + ((long)startPosition * width), Batch = batch, Length = length, Width = width, PerTask = perTask };
            team.Run(ref job, batch == 0 ? 0 : RowPartition.Tasks(length, perTask));
        }
    }

    /// <summary>Adds sines (even columns) and cosines (odd columns) of position · 10000^(-2⌊column/2⌋ / width).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[batch, length, width].</param>
    /// <param name="y">[batch, length, width]; may be <paramref name="x"/>.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>Vaswani et al. 2017, arXiv:1706.03762, section 3.5. The gradient of x is that of y.</remarks>
    public static void Sinusoidal(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int batch, int length, int width, int startPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, batch, length, width);
        Check.Shape(y, batch, length, width);
        ArgumentOutOfRangeException.ThrowIfNegative(startPosition);
        if (x.IsEmpty) return;
        AngleTable angles = AngleTable.Get(width, 10000, checked(startPosition + length));
        fixed (float* px = x, py = y)
        {
            int perTask = RowPartition.RowsPerTask(batch * length, width);
            SinusoidalJob job = new()
            {
                X = px, Y = py, Cosines = angles.Cosines.Pointer, Sines = angles.Sines.Pointer, Tokens = batch * length, Length = length,
                Width = width, Start = startPosition, PerTask = perTask,
            };
            team.Run(ref job, RowPartition.Tasks(job.Tokens, perTask));
        }

        GC.KeepAlive(angles);
    }

    /// <summary>A position table holds at least the rows that a call reads.</summary>
    internal static void CheckTable(ReadOnlySpan<float> table, int length, int width, int startPosition, string kernel, string argument)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startPosition);
        if (width > 0 && (table.Length % width != 0 || table.Length / width < (long)startPosition + length))
        {
            throw new ShapeMismatchException(kernel, argument, string.Create(CultureInfo.InvariantCulture, $"[{table.Length}]"),
                string.Create(CultureInfo.InvariantCulture, $"[at least {startPosition} + {length}, {width}]"));
        }
    }

    private struct ForwardJob : IJob
    {
        public float* X;
        public float* Table;
        public float* Y;
        public int Tokens;
        public int Length;
        public int Width;
        public int Start;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Tokens);
            for (int token = first; token < end; token++)
            {
                long at = (long)token * Width;
                Rows.Add(X + at, Table + ((long)(Start + (token % Length)) * Width), Y + at, Width);
            }
        }
    }

    private struct BackwardJob : IJob
    {
        public float* Dy;
        public float* DTable;
        public int Batch;
        public int Length;
        public int Width;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Length);
            for (int t = first; t < end; t++)
            {
                float* row = DTable + ((long)t * Width);
                for (int b = 0; b < Batch; b++)
                {
                    Rows.Add(row, Dy + ((((long)b * Length) + t) * Width), row, Width);
                }
            }
        }
    }

    private struct SinusoidalJob : IJob
    {
        public float* X;
        public float* Y;
        public float* Cosines;
        public float* Sines;
        public int Tokens;
        public int Length;
        public int Width;
        public int Start;
        public int PerTask;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Tokens);
            int half = (Width + 1) / 2;
            for (int token = first; token < end; token++)
            {
                float* x = X + ((long)token * Width);
                float* y = Y + ((long)token * Width);
                long angles = (long)(Start + (token % Length)) * half;
                for (int i = 0; i < half; i++)
                {
                    y[2 * i] = x[2 * i] + Sines[angles + i];
                    if ((2 * i) + 1 < Width) y[(2 * i) + 1] = x[(2 * i) + 1] + Cosines[angles + i];
                }
            }
        }
    }
}
