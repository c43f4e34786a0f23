using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Rotary position embedding of queries and keys.</summary>
/// <remarks>
/// Su et al. 2021, arXiv:2104.09864, in the layout of Hugging Face's <c>rotate_half</c>: element i pairs with i + size/2 and turns
/// by position · base^(-2i / size). Values are copied.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RotaryKernels
{
    /// <summary>Turns queries and keys by their positions.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="qkv">[batch, length, (heads + 2 · kvHeads) · size]: queries, keys, values.</param>
    /// <param name="y">The same shape; may be <paramref name="qkv"/>.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head, even.</param>
    /// <param name="rotaryBase">The base of the frequencies, usually 10000.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> qkv, Span<float> y, int batch, int length, int heads, int kvHeads,
        int size, float rotaryBase, int startPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(qkv, batch, length, heads + (2 * kvHeads), size);
        Check.Shape(y, batch, length, heads + (2 * kvHeads), size);
        Run(team, qkv, y, batch, length, heads, kvHeads, size, size, AngleTable.Get(size, rotaryBase, Positions(size, startPosition, length)), startPosition, direction: 1);
    }

    /// <summary>The same with frequencies of their own: element i of each head pairs with i + n, for n frequencies; what lies behind the pairs is copied.</summary>
    /// <param name="frequencies">Radians of a position, for each pair; at most size / 2.</param>
    /// <param name="magnitude">What turns is multiplied by this.</param>
    /// <inheritdoc cref="Forward(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int, int, int, int, float, int)"/>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> qkv, Span<float> y, int batch, int length, int heads, int kvHeads,
        int size, ReadOnlySpan<double> frequencies, int startPosition = 0, double magnitude = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(qkv, batch, length, heads + (2 * kvHeads), size);
        Check.Shape(y, batch, length, heads + (2 * kvHeads), size);
        int positions = Positions(2 * frequencies.Length, startPosition, length);
        Run(team, qkv, y, batch, length, heads, kvHeads, size, 2 * frequencies.Length, AngleTable.Get(frequencies, positions, magnitude), startPosition, direction: 1);
    }

    /// <summary>The gradient: turns back by the same angles.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[batch, length, (heads + 2 · kvHeads) · size].</param>
    /// <param name="dx">The same shape; may be <paramref name="dy"/>.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head, even.</param>
    /// <param name="rotaryBase">The base of the frequencies.</param>
    /// <param name="startPosition">The position of step 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dx, int batch, int length, int heads, int kvHeads,
        int size, float rotaryBase, int startPosition = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, length, heads + (2 * kvHeads), size);
        Check.Shape(dx, batch, length, heads + (2 * kvHeads), size);
        Run(team, dy, dx, batch, length, heads, kvHeads, size, size, AngleTable.Get(size, rotaryBase, Positions(size, startPosition, length)), startPosition, direction: -1);
    }

    /// <summary>The gradient with frequencies of their own.</summary>
    /// <param name="frequencies">As in the forward pass.</param>
    /// <param name="magnitude">As in the forward pass.</param>
    /// <inheritdoc cref="Backward(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int, int, int, int, float, int)"/>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, Span<float> dx, int batch, int length, int heads, int kvHeads,
        int size, ReadOnlySpan<double> frequencies, int startPosition = 0, double magnitude = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, batch, length, heads + (2 * kvHeads), size);
        Check.Shape(dx, batch, length, heads + (2 * kvHeads), size);
        int positions = Positions(2 * frequencies.Length, startPosition, length);
        Run(team, dy, dx, batch, length, heads, kvHeads, size, 2 * frequencies.Length, AngleTable.Get(frequencies, positions, magnitude), startPosition, direction: -1);
    }

    private static int Positions(int turned, int startPosition, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startPosition);
        if (turned % 2 != 0) throw new ArgumentException("Rotary positions pair elements: the head size must be even.", "size");
        return checked(startPosition + length);
    }

    private static void Run(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int batch, int length, int heads, int kvHeads,
        int size, int pairs, AngleTable table, int startPosition, float direction)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pairs, size);
        if (x.IsEmpty) return;
        fixed (float* px = x, py = y)
        {
            Job job = new()
            {
                X = px, Y = py, Cosines = table.Cosines.Pointer, Sines = table.Sines.Pointer, Tokens = batch * length, Length = length,
                Turned = heads + kvHeads, Width = (heads + (2 * kvHeads)) * size, Size = size, Half = pairs / 2, Start = startPosition, Direction = direction,
            };
            job.PerTask = RowPartition.RowsPerTask(job.Tokens, job.Width);
            team.Run(ref job, RowPartition.Tasks(job.Tokens, job.PerTask));
        }

        GC.KeepAlive(table);
    }

    private struct Job : IJob
    {
        public float* X;
        public float* Y;
        public float* Cosines;
        public float* Sines;
        public int Tokens;
        public int Length;
        public int Turned;
        public int Width;
        public int Size;
        public int Half;
        public int Start;
        public int PerTask;
        public float Direction;

        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Tokens);
            if (VectorPath.Has512 && Half % 16 == 0) Range<Lanes512>(first, end);
            else if (VectorPath.Has256) Range<Lanes256>(first, end);
            else Range<Lanes128>(first, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Range<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            int half = Half, turned = Turned * Size, rest = Size - (2 * half);
            T direction = T.Of(Direction);
            for (int token = first; token < end; token++)
            {
                long position = Start + (token % Length);
                float* cosines = Cosines + (position * half);
                float* sines = Sines + (position * half);
                float* x = X + ((long)token * Width);
                float* y = Y + ((long)token * Width);
                for (int head = 0; head < turned; head += Size)
                {
                    for (int i = 0; i < half; i += T.Count)
                    {
                        int left = half - i;
                        T cosine = LaneMath.Load<T>(cosines + i, left);
                        T sine = LaneMath.Load<T>(sines + i, left) * direction;
                        T a = LaneMath.Load<T>(x + head + i, left);
                        T b = LaneMath.Load<T>(x + head + half + i, left);
                        LaneMath.Store((a * cosine) - (b * sine), y + head + i, left);
                        LaneMath.Store(T.Fma(a, sine, b * cosine), y + head + half + i, left);
                    }

                    if (rest > 0 && x != y) new ReadOnlySpan<float>(x + head + (2 * half), rest).CopyTo(new Span<float>(y + head + (2 * half), rest));
                }

                if (x != y) new ReadOnlySpan<float>(x + turned, Width - turned).CopyTo(new Span<float>(y + turned, Width - turned));
            }
        }
    }
}
