using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Whole rows inside the jobs of row kernels.</summary>
internal static unsafe class Rows
{
    /// <summary>y = x.</summary>
    public static void Copy(float* x, float* y, int width) => new ReadOnlySpan<float>(x, width).CopyTo(new Span<float>(y, width));

    /// <summary>y = 0.</summary>
    public static void Clear(float* y, long width)
    {
        for (; width > int.MaxValue; width -= int.MaxValue, y += int.MaxValue)
        {
            new Span<float>(y, int.MaxValue).Clear();
        }

        new Span<float>(y, (int)width).Clear();
    }

    /// <summary>y = a + b.</summary>
    public static void Add(float* a, float* b, float* y, int width)
    {
        if (VectorPath.Has512) Map.Range2<Sum, Lanes512>(default, a, b, y, width);
        else if (VectorPath.Has256) Map.Range2<Sum, Lanes256>(default, a, b, y, width);
        else Map.Range2<Sum, Lanes128>(default, a, b, y, width);
    }

    /// <summary>y = the larger of a and b, NaN where either is.</summary>
    public static void Max(float* a, float* b, float* y, int width)
    {
        if (VectorPath.Has512) Map.Range2<Larger, Lanes512>(default, a, b, y, width);
        else if (VectorPath.Has256) Map.Range2<Larger, Lanes256>(default, a, b, y, width);
        else Map.Range2<Larger, Lanes128>(default, a, b, y, width);
    }

    /// <summary>y = the larger of x and 0; NaN stays NaN.</summary>
    public static void AtLeastZero(float* x, float* y, int width)
    {
        if (VectorPath.Has512) Map.Range<Positive, Lanes512>(default, x, y, width);
        else if (VectorPath.Has256) Map.Range<Positive, Lanes256>(default, x, y, width);
        else Map.Range<Positive, Lanes128>(default, x, y, width);
    }

    /// <summary>y = x · scale.</summary>
    public static void Scale(float* x, float scale, float* y, int width)
    {
        if (VectorPath.Has512) Map.Range<Product, Lanes512>(new(scale), x, y, width);
        else if (VectorPath.Has256) Map.Range<Product, Lanes256>(new(scale), x, y, width);
        else Map.Range<Product, Lanes128>(new(scale), x, y, width);
    }

    private readonly struct Sum : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => a + b;
    }

    private readonly struct Larger : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T a, T b)
            where T : unmanaged, ILanes<T>
            => T.MaxOrNaN(a, b);
    }

    private readonly struct Positive : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : unmanaged, ILanes<T>
            => T.MaxOrNaN(x, T.Of(0));
    }

    private readonly struct Product(float scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x)
            where T : unmanaged, ILanes<T>
            => x * T.Of(scale);
    }
}
