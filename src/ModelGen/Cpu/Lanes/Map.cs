using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Applies a function to every element, on the whole team when there is enough to do.</summary>
/// <remarks>An element is read before it is written and no other is touched: results may lie where an argument does.</remarks>
internal static unsafe class Map
{
    /// <summary>y = f(x), <paramref name="chunk"/> elements in a task: about ten microseconds' worth.</summary>
    public static void Run<TOp>(ThreadTeam team, TOp op, ReadOnlySpan<float> x, Span<float> y, int chunk)
        where TOp : unmanaged, IMap
    {
        fixed (float* px = x, py = y)
        {
            Job<TOp> job = new() { Op = op, X = px, Y = py, Count = y.Length, Chunk = chunk };
            team.Run(ref job, RowPartition.Tasks(y.Length, chunk));
        }
    }

    /// <summary>y = f(a, b), <paramref name="chunk"/> elements in a task.</summary>
    public static void Run2<TOp>(ThreadTeam team, TOp op, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int chunk)
        where TOp : unmanaged, IMap2
    {
        fixed (float* pa = a, pb = b, py = y)
        {
            Job2<TOp> job = new() { Op = op, A = pa, B = pb, Y = py, Count = y.Length, Chunk = chunk };
            team.Run(ref job, RowPartition.Tasks(y.Length, chunk));
        }
    }

    private struct Job<TOp> : IJob
        where TOp : unmanaged, IMap
    {
        public TOp Op;
        public float* X;
        public float* Y;
        public int Count;
        public int Chunk;

        public readonly void Execute(int task, int worker)
        {
            long first = (long)task * Chunk;
            int count = (int)Math.Min(Chunk, Count - first);
            if (VectorPath.Has512) Range<TOp, Lanes512>(Op, X + first, Y + first, count);
            else if (VectorPath.Has256) Range<TOp, Lanes256>(Op, X + first, Y + first, count);
            else Range<TOp, Lanes128>(Op, X + first, Y + first, count);
        }
    }

    private struct Job2<TOp> : IJob
        where TOp : unmanaged, IMap2
    {
        public TOp Op;
        public float* A;
        public float* B;
        public float* Y;
        public int Count;
        public int Chunk;

        public readonly void Execute(int task, int worker)
        {
            long first = (long)task * Chunk;
            int count = (int)Math.Min(Chunk, Count - first);
            if (VectorPath.Has512) Range2<TOp, Lanes512>(Op, A + first, B + first, Y + first, count);
            else if (VectorPath.Has256) Range2<TOp, Lanes256>(Op, A + first, B + first, Y + first, count);
            else Range2<TOp, Lanes128>(Op, A + first, B + first, Y + first, count);
        }
    }

    /// <summary>One stretch on the calling thread; kernels with rows of their own use it as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Range<TOp, T>(TOp op, float* x, float* y, int count)
        where TOp : unmanaged, IMap
        where T : unmanaged, ILanes<T>
    {
        int i = 0;
        for (; i <= count - T.Count; i += T.Count)
        {
            op.Apply(T.Load(x + i)).Store(y + i);
        }

        if (i < count)
        {
            op.Apply(T.LoadFirst(x + i, count - i)).StoreFirst(y + i, count - i);
        }
    }

    /// <inheritdoc cref="Range{TOp, T}(TOp, float*, float*, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Range2<TOp, T>(TOp op, float* a, float* b, float* y, int count)
        where TOp : unmanaged, IMap2
        where T : unmanaged, ILanes<T>
    {
        int i = 0;
        for (; i <= count - T.Count; i += T.Count)
        {
            op.Apply(T.Load(a + i), T.Load(b + i)).Store(y + i);
        }

        if (i < count)
        {
            op.Apply(T.LoadFirst(a + i, count - i), T.LoadFirst(b + i, count - i)).StoreFirst(y + i, count - i);
        }
    }
}
