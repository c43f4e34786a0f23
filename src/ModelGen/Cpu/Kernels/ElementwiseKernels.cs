using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Sums and copies, on the whole team when they are large.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ElementwiseKernels
{
    private const int Chunk = 64 * 1024;

    /// <summary>y = a + b.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[count].</param>
    /// <param name="b">[count].</param>
    /// <param name="y">[count]; may be <paramref name="a"/> or <paramref name="b"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Add(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(y, count);
        Map.Run2(team, default(Sum), a, b, y, Chunk);
    }

    /// <summary>y = x.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[count].</param>
    /// <param name="y">[count].</param>
    /// <param name="count">Number of elements.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Copy(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(y, count);
        if (count <= Chunk) x.CopyTo(y);
        else Map.Run(team, default(Identity), x, y, Chunk);
    }

    private readonly struct Identity : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : unmanaged, ILanes<T>
            => x;
    }

    private readonly struct Sum : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => a + b;
    }
}
