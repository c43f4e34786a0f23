using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Dropout from the counter generator: the mask is a function of key and index and is never stored.</summary>
/// <remarks>Srivastava et al. 2014, in the inverted form: what is kept is scaled up, so inference does nothing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class DropoutKernels
{
    private const int Chunk = 32 * 1024;

    /// <summary>y = x · kept(key, i) / (1 - rate). The backward pass is the same call on the gradient.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[count].</param>
    /// <param name="y">[count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="rate">The share that is set to 0, in [0, 1).</param>
    /// <param name="key">The key of this layer in this step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in [0, 1).</exception>
    public static void Apply(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int count, float rate, ulong key)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(y, count);
        Check.Rate(rate);
        fixed (float* px = x, py = y)
        {
            (uint first, uint second) = CounterRandom.Words(key, 0);
            Job job = new() { X = px, Y = py, Count = count, First = first, Second = second, Threshold = Threshold(rate), Scale = Scale(rate) };
            team.Run(ref job, RowPartition.Tasks(count, Chunk));
        }
    }

    /// <summary>An element is kept when its 32 random bits are at least this.</summary>
    internal static uint Threshold(float rate) => (uint)Math.Round(rate * 4294967296.0);

    /// <summary>What is kept is multiplied by this.</summary>
    internal static float Scale(float rate) => (float)(1 / (1 - (double)rate));

    private struct Job : IJob
    {
        public float* X;
        public float* Y;
        public int Count;
        public uint First;
        public uint Second;
        public uint Threshold;
        public float Scale;

        public readonly void Execute(int task, int worker)
        {
            int first = task * Chunk;
            int end = (int)Math.Min((long)first + Chunk, Count);
            if (VectorPath.Has512) Range<Lanes512>(first, end);
            else if (VectorPath.Has256) Range<Lanes256>(first, end);
            else Range<Lanes128>(first, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Range<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            T scale = T.Of(Scale);
            for (int i = first; i < end; i += T.Count)
            {
                T kept = T.Keep(LaneMath.Load<T>(X + i, end - i) * scale, First, Second, (uint)i, 1, Threshold);
                LaneMath.Store(kept, Y + i, end - i);
            }
        }
    }
}
