using System;

namespace ModelGen.Cpu;

/// <summary>As <see cref="MapN"/>, where operands may lack axes of the result: what they lack is repeated, a piece at a time, in the first-level cache.</summary>
internal static unsafe class SpreadMap
{
    /// <summary>Numbers that are computed at a time: short rows together, long ones in parts.</summary>
    public const int Piece = 1024;

    // Elements of a task, as of a map.
    private const int Chunk = 16 * 1024;

    /// <param name="shape">The runs.</param>
    /// <param name="operands">For each operand a bit for each run that it has.</param>
    /// <param name="values">See <see cref="MapN"/>.</param>
    public static void Run<TOp>(
        ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, ReadOnlySpan<float> f, Span<float> y,
        in SpreadShape shape, ReadOnlySpan<int> operands, int values)
        where TOp : struct, IMapN
    {
        if (y.IsEmpty)
        {
            return;
        }

        fixed (float* pa = a, pb = b, pc = c, pd = d, pe = e, pf = f, py = y)
        {
            Job<TOp> job = new() { A = pa, B = pb, C = pc, D = pd, E = pe, F = pf, Y = py, Shape = shape, Values = values };
            for (int i = 0; i < operands.Length; i++) job.Runs[i] = operands[i];
            int width = shape.Width, rows = y.Length / width;
            job.Rows = rows;
            job.RowsAtOnce = Math.Clamp(Piece / width, 1, rows);
            job.Parts = RowPartition.Tasks(width, Piece);
            job.Pieces = RowPartition.Tasks(rows, job.RowsAtOnce) * job.Parts;
            job.PerTask = Math.Max(1, Chunk / Math.Min(Piece, job.RowsAtOnce * width));
            ScratchLayout scratch = new(null);
            job.Lay(ref scratch, out _, out _);
            team.Run(ref job, RowPartition.Tasks(job.Pieces, job.PerTask), scratch.Floats);
        }
    }

    private struct Job<TOp> : IJob
        where TOp : struct, IMapN
    {
        public float* A;
        public float* B;
        public float* C;
        public float* D;
        public float* E;
        public float* F;
        public float* Y;
        public SpreadShape Shape;
        public fixed int Runs[6];
        public int Values;
        public int Rows;
        public int RowsAtOnce;
        public int Parts;
        public int Pieces;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            ScratchLayout size = new(null);
            Lay(ref size, out _, out _);
            ScratchLayout layout = new(Scratchpad.Current.Here(size.Floats));
            Lay(ref layout, out Operands operands, out float* memory);
            int width = Shape.Width, end = Math.Min((task + 1) * PerTask, Pieces);
            for (int piece = task * PerTask; piece < end; piece++)
            {
                int row = piece / Parts * RowsAtOnce, rows = Math.Min(RowsAtOnce, Rows - row);
                int column = piece % Parts * Piece, count = Parts == 1 ? rows * width : Math.Min(Piece, width - column);
                MapN.Stretch<TOp>(
                    operands.A.At(Shape, row, rows, column, count),
                    TOp.Inputs > 1 ? operands.B.At(Shape, row, rows, column, count) : null,
                    TOp.Inputs > 2 ? operands.C.At(Shape, row, rows, column, count) : null,
                    TOp.Inputs > 3 ? operands.D.At(Shape, row, rows, column, count) : null,
                    TOp.Inputs > 4 ? operands.E.At(Shape, row, rows, column, count) : null,
                    TOp.Inputs > 5 ? operands.F.At(Shape, row, rows, column, count) : null,
                    Y + ((long)row * width) + column,
                    count,
                    Values,
                    memory);
            }
        }

        public readonly void Lay(ref ScratchLayout layout, out Operands operands, out float* memory)
        {
            operands = default;
            operands.A = Operand(ref layout, A, 0);
            if (TOp.Inputs > 1) operands.B = Operand(ref layout, B, 1);
            if (TOp.Inputs > 2) operands.C = Operand(ref layout, C, 2);
            if (TOp.Inputs > 3) operands.D = Operand(ref layout, D, 3);
            if (TOp.Inputs > 4) operands.E = Operand(ref layout, E, 4);
            if (TOp.Inputs > 5) operands.F = Operand(ref layout, F, 5);
            memory = Values > 0 ? layout.Take((long)Values * Block.Size) : null;
        }

        private readonly SpreadOperand Operand(ref ScratchLayout layout, float* values, int index) => new(values, Runs[index], Runs[index] == Shape.All ? null : layout.Take(Piece));
    }

    private struct Operands
    {
        public SpreadOperand A;
        public SpreadOperand B;
        public SpreadOperand C;
        public SpreadOperand D;
        public SpreadOperand E;
        public SpreadOperand F;
    }
}
