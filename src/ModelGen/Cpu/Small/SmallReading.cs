using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Small;

using Weights = ModelGen.Quantization.Weights;

/// <summary>Small numbers times their scales, as floats.</summary>
internal static unsafe class SmallReading
{
    /// <summary>Weights of one row.</summary>
    /// <param name="first">The first column, a multiple of 32.</param>
    public static void Row(in SmallRows rows, int row, int first, int count, float* to, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Row<Simd512, Vector512<float>>(rows, row, first, count, to); break;
            case 256: Row<Simd2x256, Vector2x256>(rows, row, first, count, to); break;
            default: Row<Simd128, Vector128<float>>(rows, row, first, count, to); break;
        }
    }

    private static void Row<TSimd, TVector>(in SmallRows rows, int row, int first, int count, float* to)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        switch (rows.Format)
        {
            case Weights.Int8: Row<TSimd, TVector, SmallInt8>(rows, row, first, count, to); break;
            case Weights.Int4: Row<TSimd, TVector, SmallInt4>(rows, row, first, count, to); break;
            default: Row<TSimd, TVector, SmallBFloat16>(rows, row, first, count, to); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TSimd, TVector, TFormat>(in SmallRows rows, int row, int first, int count, float* to)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TFormat : ISmallFormat
    {
        int at = first / SmallRows.Block;
        byte* block = rows.IsPanels ? null : rows.Row(row) + ((nint)at * TFormat.BlockBytes);
        float* scales = rows.Scales == null ? null : rows.ScalesOf(row) + (rows.IsGrouped ? at : 0);
        int step = rows.IsGrouped ? 1 : 0;
        float* rest = stackalloc float[SmallRows.Block];
        byte* gathered = stackalloc byte[SmallPanel.RowBytes];
        for (int i = 0; i < count; i += SmallRows.Block, at++)
        {
            float* target = i + SmallRows.Block <= count ? to + i : rest;
            if (rows.IsPanels)
            {
                SmallPanel.Read(rows, row, at).Store(gathered);
                block = gathered;
                scales = SmallPanel.Scale(rows, row, at);
            }

            TVector scale = TSimd.Create(scales == null ? 1 : *scales);
            for (int v = 0; v < SmallRows.Block / 2; v += TSimd.Count)
            {
                TVector one = TFormat.Load<TSimd, TVector>(block, v, out TVector other);
                TSimd.Store(TSimd.Multiply(one, scale), target + v);
                TSimd.Store(TSimd.Multiply(other, scale), target + v + (SmallRows.Block / 2));
            }

            if (target == rest) new ReadOnlySpan<float>(rest, count - i).CopyTo(new Span<float>(to + i, count - i));
            block += TFormat.BlockBytes;
            if (scales != null) scales += step;
        }
    }
}
