using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>As <see cref="Map"/>, for functions of one to six buffers.</summary>
internal static unsafe class MapN
{
    /// <summary>y = f(a, b, ...), <paramref name="chunk"/> elements in a task.</summary>
    /// <param name="values">How many values a long function has in between, which then works on a <see cref="Block"/> at a time; 0: in registers.</param>
    public static void Run<TOp>(
        ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, ReadOnlySpan<float> f, Span<float> y, int chunk, int values)
        where TOp : struct, IMapN
    {
        fixed (float* pa = a, pb = b, pc = c, pd = d, pe = e, pf = f, py = y)
        {
            Job<TOp> job = new() { A = pa, B = pb, C = pc, D = pd, E = pe, F = pf, Y = py, Count = y.Length, Chunk = chunk, Values = values };
            team.Run(ref job, RowPartition.Tasks(y.Length, chunk), (long)values * Block.Size);
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
        public int Count;
        public int Chunk;
        public int Values;

        public readonly void Execute(int task, int worker)
        {
            long first = (long)task * Chunk;
            int count = (int)Math.Min(Chunk, Count - first);
            float* memory = Values > 0 ? Scratchpad.Current.Here((long)Values * Block.Size) : null;
            Stretch<TOp>(A + first, B + first, C + first, D + first, E + first, F + first, Y + first, count, Values, memory);
        }
    }

    /// <summary>One stretch on the calling thread.</summary>
    /// <param name="memory">[values, <see cref="Block.Size"/>].</param>
    public static void Stretch<TOp>(float* a, float* b, float* c, float* d, float* e, float* f, float* y, int count, int values, float* memory)
        where TOp : struct, IMapN
    {
        if (values > 0) Blocks<TOp>(a, b, c, d, e, f, y, count, values, memory);
        else if (VectorPath.Has512) Range<TOp, Lanes512>(a, b, c, d, e, f, y, count);
        else if (VectorPath.Has256) Range<TOp, Lanes256>(a, b, c, d, e, f, y, count);
        else Range<TOp, Lanes128>(a, b, c, d, e, f, y, count);
    }

    private static void Blocks<TOp>(float* a, float* b, float* c, float* d, float* e, float* f, float* y, int count, int values, float* memory)
        where TOp : struct, IMapN
    {
        for (int i = 0; i < count; i += Block.Size)
        {
            Block.Memory free = new(memory, values, Math.Min(Block.Size, count - i));
            TOp.Apply(Block.At(a + i, &free), Block.At(b + i, &free), Block.At(c + i, &free), Block.At(d + i, &free), Block.At(e + i, &free), Block.At(f + i, &free)).CopyTo(y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Range<TOp, T>(float* a, float* b, float* c, float* d, float* e, float* f, float* y, int count)
        where TOp : struct, IMapN
        where T : unmanaged, ILanes<T>
    {
        // Whole registers, then what is left in the first lanes of one more: the same function of the same lanes.
        int i = 0;
        for (; i <= count - T.Count; i += T.Count)
        {
            TOp.Apply(
                T.Load(a + i),
                TOp.Inputs > 1 ? T.Load(b + i) : default,
                TOp.Inputs > 2 ? T.Load(c + i) : default,
                TOp.Inputs > 3 ? T.Load(d + i) : default,
                TOp.Inputs > 4 ? T.Load(e + i) : default,
                TOp.Inputs > 5 ? T.Load(f + i) : default).Store(y + i);
        }

        int left = count - i;
        if (left > 0)
        {
            TOp.Apply(
                T.LoadFirst(a + i, left),
                TOp.Inputs > 1 ? T.LoadFirst(b + i, left) : default,
                TOp.Inputs > 2 ? T.LoadFirst(c + i, left) : default,
                TOp.Inputs > 3 ? T.LoadFirst(d + i, left) : default,
                TOp.Inputs > 4 ? T.LoadFirst(e + i, left) : default,
                TOp.Inputs > 5 ? T.LoadFirst(f + i, left) : default).StoreFirst(y + i, left);
        }
    }
}
