using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Random numbers of the counter generator: number i is a function of the key and of i alone, so any number of threads draws the same.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class RandomKernels
{
    private const int Chunk = 4 * 1024;

    /// <summary>y = normal numbers of mean 0 and variance 1 (Box and Muller 1958).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="y">[count].</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="key">The key of this place in this step.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Normal(ThreadTeam team, Span<float> y, int count, ulong key) => Run(team, y, count, key, isNormal: true);

    /// <summary>y = uniform numbers on [0, 1).</summary>
    /// <inheritdoc cref="Normal"/>
    public static void Uniform(ThreadTeam team, Span<float> y, int count, ulong key) => Run(team, y, count, key, isNormal: false);

    private static void Run(ThreadTeam team, Span<float> y, int count, ulong key, bool isNormal)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(y, count);
        fixed (float* py = y)
        {
            Job job = new() { Y = py, Count = count, Key = key, IsNormal = isNormal };
            team.Run(ref job, RowPartition.Tasks(count, Chunk));
        }
    }

    private struct Job : IJob
    {
        public float* Y;
        public int Count;
        public ulong Key;
        public bool IsNormal;

        public readonly void Execute(int task, int worker)
        {
            int end = (int)Math.Min((long)(task + 1) * Chunk, Count);
            for (int i = task * Chunk; i < end; i++)
            {
                Y[i] = IsNormal ? CounterRandom.Normal(Key, (ulong)i) : CounterRandom.Uniform(Key, (ulong)i);
            }
        }
    }
}
