using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <content>Expressions of emitted models: one loop, compiled for each.</content>
public static partial class ElementwiseKernels
{
    // An expression is a chain more often than a sum.
    private const int ExpressionChunk = 16 * 1024;

    /// <summary>y = f(a).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[count].</param>
    /// <param name="y">[count]; may be an input.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="values">Of a long function: how many values it has in between. 0: few enough for registers.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise1
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(y, count);
        MapN.Run<Function1<TFunction>>(team, a, default, default, default, default, default, y, ExpressionChunk, values);
    }

    /// <summary>y = f(a, b).</summary>
    /// <inheritdoc cref="Apply{TFunction}(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int)"/>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise2
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(y, count);
        MapN.Run<Function2<TFunction>>(team, a, b, default, default, default, default, y, ExpressionChunk, values);
    }

    /// <summary>y = f(a, b, c).</summary>
    /// <inheritdoc cref="Apply{TFunction}(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int)"/>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise3
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(c, count);
        Check.Shape(y, count);
        MapN.Run<Function3<TFunction>>(team, a, b, c, default, default, default, y, ExpressionChunk, values);
    }

    /// <summary>y = f(a, b, c, d).</summary>
    /// <inheritdoc cref="Apply{TFunction}(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int)"/>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise4
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(c, count);
        Check.Shape(d, count);
        Check.Shape(y, count);
        MapN.Run<Function4<TFunction>>(team, a, b, c, d, default, default, y, ExpressionChunk, values);
    }

    /// <summary>y = f(a, b, c, d, e).</summary>
    /// <inheritdoc cref="Apply{TFunction}(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int)"/>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise5
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(c, count);
        Check.Shape(d, count);
        Check.Shape(e, count);
        Check.Shape(y, count);
        MapN.Run<Function5<TFunction>>(team, a, b, c, d, e, default, y, ExpressionChunk, values);
    }

    /// <summary>y = f(a, b, c, d, e, f).</summary>
    /// <inheritdoc cref="Apply{TFunction}(ThreadTeam, ReadOnlySpan{float}, Span{float}, int, int)"/>
    public static void Apply<TFunction>(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, ReadOnlySpan<float> e, ReadOnlySpan<float> f, Span<float> y, int count, int values = 0)
        where TFunction : struct, IElementwise6
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, count);
        Check.Shape(b, count);
        Check.Shape(c, count);
        Check.Shape(d, count);
        Check.Shape(e, count);
        Check.Shape(f, count);
        Check.Shape(y, count);
        MapN.Run<Function6<TFunction>>(team, a, b, c, d, e, f, y, ExpressionChunk, values);
    }

    internal readonly struct Function1<TFunction> : IMapN
        where TFunction : struct, IElementwise1
    {
        public static int Inputs => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a);
    }

    internal readonly struct Function2<TFunction> : IMapN
        where TFunction : struct, IElementwise2
    {
        public static int Inputs => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a, b);
    }

    internal readonly struct Function3<TFunction> : IMapN
        where TFunction : struct, IElementwise3
    {
        public static int Inputs => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a, b, c);
    }

    internal readonly struct Function4<TFunction> : IMapN
        where TFunction : struct, IElementwise4
    {
        public static int Inputs => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a, b, c, d);
    }

    internal readonly struct Function5<TFunction> : IMapN
        where TFunction : struct, IElementwise5
    {
        public static int Inputs => 5;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a, b, c, d, e);
    }

    internal readonly struct Function6<TFunction> : IMapN
        where TFunction : struct, IElementwise6
    {
        public static int Inputs => 6;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T a, T b, T c, T d, T e, T f)
            where T : unmanaged, IVectorMath<T>
            => TFunction.Apply(a, b, c, d, e, f);
    }
}
