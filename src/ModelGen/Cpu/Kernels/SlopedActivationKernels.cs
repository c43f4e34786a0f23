using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Activations that take a number of the user's for what lies left of 0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SlopedActivationKernels
{
    private const int CheapChunk = 64 * 1024;
    private const int Chunk = 16 * 1024;

    /// <summary>y = x where x &gt; 0, slope · x elsewhere.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[count].</param>
    /// <param name="y">[count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="slope">The slope left of 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void LeakyRelu(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int count, float slope)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(y, count);
        Map.Run(team, new LeakyReluMap(slope), x, y, CheapChunk);
    }

    /// <summary>dx = dy where x &gt; 0, slope · dy elsewhere.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[count].</param>
    /// <param name="x">[count]: what went into the function.</param>
    /// <param name="dx">[count]; may be <paramref name="dy"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="slope">The slope left of 0.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void LeakyReluBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dx, int count, float slope)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, count);
        Check.Shape(x, count);
        Check.Shape(dx, count);
        Map.Run2(team, new LeakyReluGradientMap(slope), dy, x, dx, CheapChunk);
    }

    /// <summary>y = x where x &gt; 0, alpha · (eˣ − 1) elsewhere.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[count].</param>
    /// <param name="y">[count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="alpha">Minus the limit at −∞.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>Clevert et al. 2015, arXiv:1511.07289.</remarks>
    public static void Elu(ThreadTeam team, ReadOnlySpan<float> x, Span<float> y, int count, float alpha)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(y, count);
        Map.Run(team, new EluMap(alpha), x, y, Chunk);
    }

    /// <summary>dx = dy where x &gt; 0, dy · alpha · eˣ elsewhere.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[count].</param>
    /// <param name="x">[count]: what went into the function.</param>
    /// <param name="dx">[count]; may be <paramref name="dy"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="alpha">Minus the limit at −∞.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void EluBackward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dx, int count, float alpha)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, count);
        Check.Shape(x, count);
        Check.Shape(dx, count);
        Map.Run2(team, new EluGradientMap(alpha), dy, x, dx, Chunk);
    }

    private readonly struct LeakyReluMap(float slope) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : unmanaged, ILanes<T>
            => T.SelectLess(x, T.Of(0), x * T.Of(slope), x);
    }

    private readonly struct LeakyReluGradientMap(float slope) : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T dy, T x)
            where T : unmanaged, ILanes<T>
            => T.SelectLess(T.Of(0), x, dy, dy * T.Of(slope));
    }

    private readonly struct EluMap(float alpha) : IMap
    {
        // e^x - 1 = tanh(x / 2) (e^x + 1) keeps its digits near 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : unmanaged, ILanes<T>
            => T.SelectLess(x, T.Of(0), T.Value<Tanh>(x * T.Of(0.5f)) * (T.Exp(x) + T.Of(1)) * T.Of(alpha), x);
    }

    private readonly struct EluGradientMap(float alpha) : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T dy, T x)
            where T : unmanaged, ILanes<T>
            => T.SelectLess(T.Of(0), x, dy, dy * T.Exp(x) * T.Of(alpha));
    }
}
