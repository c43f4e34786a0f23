using System;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using ModelGen.Cpu;
using ModelGen.Cpu.Small;
using ModelGen.Weights;

namespace ModelGen.Quantization;

/// <summary>Floats to small numbers. Each row by itself and number by number, in scalar arithmetic: the same bits on every processor and with any number of threads.</summary>
internal static class Rounding
{
    /// <summary>The magnitude of a block's largest number.</summary>
    private const int MostInt8 = 127, MostInt4 = 8;

    /// <summary>Scales that are tried for a block of four bits, on either side of the one that makes its largest number -8.</summary>
    private const int Tries = 8;

    /// <summary>Rows of small numbers for rows of floats.</summary>
    public static SmallMatrix Round(RowOf row, int rows, int columns, Weights weights)
    {
        SmallMatrix matrix = new(weights, rows, columns, isGrouped: weights == Weights.Int4);
        Rows(row, matrix);
        return matrix;
    }

    /// <summary>All rows of a matrix.</summary>
    public static void Rows(RowOf row, SmallMatrix matrix) => ThreadTeam.Shared.ForEach(matrix.Rows, i => Row(row(i), matrix, i));

    /// <summary>One row.</summary>
    public static void Row(ReadOnlySpan<float> values, SmallMatrix matrix, int row)
    {
        Span<byte> data = new byte[matrix.DataBytes];
        if (matrix.Format == Weights.BFloat16)
        {
            ElementConversion.FromSingle(SafeTensorType.BF16, values, data[..(2 * values.Length)]);
            matrix.SetRow(row, data);
            return;
        }

        Span<float> scales = new float[matrix.Scales];
        int size = matrix.IsGrouped ? SmallRows.Block : Math.Max(values.Length, 1);
        for (int first = 0, group = 0; first < values.Length; first += size, group++)
        {
            ReadOnlySpan<float> own = values.Slice(first, Math.Min(size, values.Length - first));
            scales[group] = matrix.Format == Weights.Int8
                ? Int8(own, MemoryMarshal.Cast<byte, sbyte>(data.Slice(first, own.Length)))
                : Int4(own, data.Slice(group * SmallRows.Block / 2, SmallRows.Block / 2));
        }

        matrix.SetRow(row, data);
        matrix.SetScales(row, scales);
    }

    /// <returns>The scale: the largest magnitude is 127 of it.</returns>
    private static float Int8(ReadOnlySpan<float> values, Span<sbyte> numbers)
    {
        float scale = Math.Abs(TensorPrimitives.MaxMagnitude(values)) / MostInt8;
        for (int i = 0; i < values.Length; i++) numbers[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -MostInt8, MostInt8);
        return scale;
    }

    /// <summary>A block of four bits. Of some scales the one that leaves the smallest sum of squared errors, which for given numbers is Σ w·q / Σ q².</summary>
    /// <returns>The scale.</returns>
    public static float Int4(ReadOnlySpan<float> values, Span<byte> pairs)
    {
        Span<int> numbers = stackalloc int[SmallRows.Block], best = stackalloc int[SmallRows.Block];
        float largest = TensorPrimitives.MaxMagnitude(values), scale = 0;
        double most = 0;
        best.Clear();
        for (int attempt = -Tries; attempt <= Tries && largest != 0; attempt++)
        {
            // The largest number becomes -8, or stays a little above or beyond it.
            double inverse = -(MostInt4 + (attempt * 0.125)) / largest, product = 0, square = 0;
            for (int i = 0; i < values.Length; i++)
            {
                numbers[i] = (int)Math.Clamp(Math.Round(values[i] * inverse), -MostInt4, MostInt4 - 1);
                product += (double)values[i] * numbers[i];
                square += (double)numbers[i] * numbers[i];
            }

            if (square == 0 || product * product / square <= most) continue;
            most = product * product / square;
            scale = (float)(product / square);
            numbers.CopyTo(best);
        }

        for (int i = 0; i < pairs.Length; i++) pairs[i] = (byte)((best[i] + MostInt4) | ((best[i + 16] + MostInt4) << 4));
        return scale;
    }
}

/// <summary>The floats of a row.</summary>
internal delegate ReadOnlySpan<float> RowOf(int row);
