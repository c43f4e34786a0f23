using System;
using System.Buffers;
using System.ComponentModel;
using System.Numerics.Tensors;

namespace ModelGen.Cpu;

/// <summary>InfoNCE (van den Oord et al. 2018, arXiv:1807.03748): each example's a finds its own b among those of the batch, by cosine similarity over a temperature.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InfoNceKernels
{
    private const float LeastNorm = 1e-12f;

    /// <summary>Numbers that a row's exponentials are taken of at once.</summary>
    private const int Chunk = 256;

    /// <summary>Columns of a task.</summary>
    private const int Stretch = 64;

    private enum Work
    {
        Normalize,
        RowLogs,
        ColumnLogs,
        Slopes,
        Project,
    }

    /// <summary>-log softmax(similarities of a row)[its own]; symmetric: the mean of that and the same over columns.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[batch, width].</param>
    /// <param name="b">[batch, width].</param>
    /// <param name="terms">[batch], overwritten.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="temperature">What similarities are divided by.</param>
    /// <param name="symmetric">Each b finds its a, too.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> terms, int batch, int width, float temperature, bool symmetric)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, batch, width);
        Check.Shape(b, batch, width);
        Check.Shape(terms, batch);
        float[] rented = ArrayPool<float>.Shared.Rent(Room.Size(batch, width));
        Room room = new(rented, batch, width, temperature, symmetric);
        Compare(team, room, a, b);
        for (int i = 0; i < batch; i++)
        {
            float own = room.Similarities[(i * batch) + i], row = room.RowLogs[i] - own;
            terms[i] = symmetric ? (row + (room.ColumnLogs[i] - own)) / 2 : row;
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The gradients with respect to both.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dTerms">[batch].</param>
    /// <param name="a">[batch, width].</param>
    /// <param name="b">[batch, width].</param>
    /// <param name="da">[batch, width], overwritten; empty: not wanted.</param>
    /// <param name="db">[batch, width], overwritten; empty: not wanted.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="width">Numbers of each.</param>
    /// <param name="temperature">What similarities are divided by.</param>
    /// <param name="symmetric">Each b finds its a, too.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> da, Span<float> db, int batch, int width, float temperature, bool symmetric)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dTerms, batch);
        Check.Shape(a, batch, width);
        Check.Shape(b, batch, width);
        Check.Optional(da, batch, width);
        Check.Optional(db, batch, width);
        float[] rented = ArrayPool<float>.Shared.Rent(Room.Size(batch, width));
        Room room = new(rented, batch, width, temperature, symmetric);
        Compare(team, room, a, b);

        // In the place of the similarities what the loss changes with each.
        Run(team, new Job { Room = room, Work = Work.Slopes, X = dTerms }, batch, batch);
        if (!da.IsEmpty)
        {
            Gemm.Multiply(team, false, false, batch, width, batch, room.Similarities, batch, room.B, width, da, width);
            Run(team, new Job { Room = room, Work = Work.Project, Units = room.A, Norms = room.ANorms, Y = da }, batch, width);
        }

        if (!db.IsEmpty)
        {
            Gemm.Multiply(team, true, false, batch, width, batch, room.Similarities, batch, room.A, width, db, width);
            Run(team, new Job { Room = room, Work = Work.Project, Units = room.B, Norms = room.BNorms, Y = db }, batch, width);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    // Both of length 1, their products, and the logarithms of what these sum up to.
    private static void Compare(ThreadTeam team, Room room, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        (int batch, int width) = (room.Batch, room.Width);
        Run(team, new Job { Room = room, Work = Work.Normalize, X = a, Y = room.A, Norms = room.ANorms }, batch, width);
        Run(team, new Job { Room = room, Work = Work.Normalize, X = b, Y = room.B, Norms = room.BNorms }, batch, width);
        Gemm.Multiply(team, false, true, batch, batch, width, room.A, width, room.B, width, room.Similarities, batch);
        Run(team, new Job { Room = room, Work = Work.RowLogs }, batch, batch);
        if (room.IsSymmetric)
        {
            Job columns = new() { Room = room, Work = Work.ColumnLogs };
            team.Run(ref columns, (batch + Stretch - 1) / Stretch);
        }
    }

    private static void Run(ThreadTeam team, Job job, int rows, int width)
    {
        job.PerTask = RowPartition.RowsPerTask(rows, width, 4 * 1024);
        team.Run(ref job, RowPartition.Tasks(rows, job.PerTask));
    }

    private readonly ref struct Room(Span<float> all, int batch, int width, float temperature, bool symmetric)
    {
        private readonly Span<float> _all = all;

        public int Batch { get; } = batch;

        public int Width { get; } = width;

        public float Temperature { get; } = temperature;

        public bool IsSymmetric { get; } = symmetric;

        public Span<float> A => _all.Slice(0, Batch * Width);

        public Span<float> B => _all.Slice(Batch * Width, Batch * Width);

        public Span<float> Similarities => _all.Slice(2 * Batch * Width, Batch * Batch);

        public Span<float> ANorms => Numbers(0);

        public Span<float> BNorms => Numbers(1);

        public Span<float> RowLogs => Numbers(2);

        public Span<float> ColumnLogs => Numbers(3);

        public static int Size(int batch, int width) => checked((2 * batch * width) + (batch * batch) + (4 * batch));

        private Span<float> Numbers(int which) => _all.Slice((2 * Batch * Width) + (Batch * Batch) + (which * Batch), Batch);
    }

    private ref struct Job : IJob
    {
        public Room Room;
        public Work Work;
        public ReadOnlySpan<float> X;
        public ReadOnlySpan<float> Units;
        public Span<float> Norms;
        public Span<float> Y;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            if (Work == Work.ColumnLogs)
            {
                ColumnLogs(task * Stretch, Math.Min(Stretch, Room.Batch - (task * Stretch)));
                return;
            }

            for (int row = task * PerTask; row < Math.Min((task + 1) * PerTask, Room.Batch); row++)
            {
                switch (Work)
                {
                    case Work.Normalize: Normalize(row); break;
                    case Work.RowLogs: RowLogs(row); break;
                    case Work.Slopes: Slopes(row); break;
                    default: Project(row); break;
                }
            }
        }

        private readonly void Normalize(int row)
        {
            ReadOnlySpan<float> x = X.Slice(row * Room.Width, Room.Width);
            Norms[row] = MathF.Max(TensorPrimitives.Norm(x), LeastNorm);
            TensorPrimitives.Divide(x, Norms[row], Y.Slice(row * Room.Width, Room.Width));
        }

        private readonly void RowLogs(int row)
        {
            Span<float> x = Room.Similarities.Slice(row * Room.Batch, Room.Batch), powers = stackalloc float[Chunk];
            TensorPrimitives.Divide(x, Room.Temperature, x);
            float most = TensorPrimitives.Max<float>(x);
            double sum = 0;
            for (int first = 0; first < x.Length; first += Chunk)
            {
                Span<float> part = powers[..Math.Min(Chunk, x.Length - first)];
                TensorPrimitives.Subtract(x.Slice(first, part.Length), most, part);
                TensorPrimitives.Exp<float>(part, part);
                sum += TensorPrimitives.Sum<float>(part);
            }

            Room.RowLogs[row] = (float)(most + Math.Log(sum));
        }

        private readonly void ColumnLogs(int first, int count)
        {
            Span<float> room = stackalloc float[3 * Stretch], most = room[..count], powers = room.Slice(Stretch, count), sums = room.Slice(2 * Stretch, count);
            most.Fill(float.MinValue);
            sums.Clear();
            for (int row = 0; row < Room.Batch; row++) TensorPrimitives.Max<float>(most, Room.Similarities.Slice((row * Room.Batch) + first, count), most);
            for (int row = 0; row < Room.Batch; row++)
            {
                TensorPrimitives.Subtract<float>(Room.Similarities.Slice((row * Room.Batch) + first, count), most, powers);
                TensorPrimitives.Exp<float>(powers, powers);
                TensorPrimitives.Add<float>(sums, powers, sums);
            }

            TensorPrimitives.Log<float>(sums, sums);
            TensorPrimitives.Add<float>(most, sums, Room.ColumnLogs.Slice(first, count));
        }

        // X: the gradients of the terms.
        private readonly void Slopes(int row)
        {
            Span<float> x = Room.Similarities.Slice(row * Room.Batch, Room.Batch), powers = stackalloc float[Chunk];
            float half = (Room.IsSymmetric ? 0.5f : 1) / Room.Temperature;
            for (int first = 0; first < x.Length; first += Chunk)
            {
                Span<float> part = powers[..Math.Min(Chunk, x.Length - first)], own = x.Slice(first, part.Length);
                if (Room.IsSymmetric)
                {
                    TensorPrimitives.Subtract<float>(own, Room.ColumnLogs.Slice(first, part.Length), part);
                    TensorPrimitives.Exp<float>(part, part);
                    TensorPrimitives.Multiply<float>(part, X.Slice(first, part.Length), part);
                }

                TensorPrimitives.Subtract(own, Room.RowLogs[row], own);
                TensorPrimitives.Exp<float>(own, own);
                TensorPrimitives.Multiply(own, X[row], own);
                if (Room.IsSymmetric) TensorPrimitives.Add<float>(own, part, own);
                TensorPrimitives.Multiply(own, half, own);
            }

            x[row] -= X[row] / Room.Temperature;
        }

        // Y: what the loss changes with the unit vectors; (v - u (u · v)) / |x|.
        private readonly void Project(int row)
        {
            Span<float> v = Y.Slice(row * Room.Width, Room.Width);
            ReadOnlySpan<float> unit = Units.Slice(row * Room.Width, Room.Width);
            TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot(v, unit), v, v);
            TensorPrimitives.Divide(v, Norms[row], v);
        }
    }
}
