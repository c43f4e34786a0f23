using System;
using System.Threading;

namespace ModelGen.Cpu;

/// <summary>
/// Sines and cosines of position · frequency, computed once for the process: they cost a hundred times what the kernels that
/// use them do.
/// </summary>
/// <remarks>Tables are immutable; a longer one replaces a shorter one. Angles are computed in double precision.</remarks>
internal sealed class AngleTable
{
    private static readonly Lock Gate = new();
    private static AngleTable[] _tables = [];

    private readonly double[] _frequencies;
    private readonly (int Size, double Base) _plain; // of the usual frequencies: they are not computed to find the table
    private readonly double _magnitude;
    private readonly int _positions;

    private AngleTable(ReadOnlySpan<double> frequencies, (int Size, double Base) plain, int positions, double magnitude)
    {
        (_frequencies, _plain, _positions, _magnitude) = (frequencies.ToArray(), plain, positions, magnitude);
        int half = frequencies.Length;
        Cosines = new AlignedBuffer((long)positions * half);
        Sines = new AlignedBuffer((long)positions * half);
        Span<float> cosines = Cosines.Span, sines = Sines.Span;
        for (int i = 0; i < half; i++)
        {
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequencies[i]);
                cosines[(position * half) + i] = (float)(magnitude * cosine);
                sines[(position * half) + i] = (float)(magnitude * sine);
            }
        }
    }

    /// <summary>[positions, frequencies]: cos(position · frequency).</summary>
    public AlignedBuffer Cosines { get; }

    /// <summary>[positions, frequencies]: sin(position · frequency).</summary>
    public AlignedBuffer Sines { get; }

    /// <summary>A table of at least the given number of positions, of the frequencies base^(-2i / size), i below size / 2.</summary>
    public static AngleTable Get(int size, double frequencyBase, int positions)
    {
        foreach (AngleTable table in Volatile.Read(ref _tables))
        {
            if (table._plain == (size, frequencyBase) && table._positions >= positions) return table;
        }

        int half = (size + 1) / 2;
        Span<double> frequencies = half <= 256 ? stackalloc double[half] : new double[half];
        for (int i = 0; i < half; i++) frequencies[i] = Math.Pow(frequencyBase, -2.0 * i / size);
        return Add(frequencies, (size, frequencyBase), positions, 1);
    }

    /// <summary>A table of at least the given number of positions.</summary>
    /// <param name="magnitude">Sines and cosines times this.</param>
    public static AngleTable Get(ReadOnlySpan<double> frequencies, int positions, double magnitude = 1)
        => Find(Volatile.Read(ref _tables), frequencies, default, positions, magnitude) ?? Add(frequencies, default, positions, magnitude);

    private static AngleTable? Find(AngleTable[] tables, ReadOnlySpan<double> frequencies, (int Size, double Base) plain, int positions, double magnitude)
    {
        foreach (AngleTable table in tables)
        {
            if (table._plain == plain && table._magnitude == magnitude && table._positions >= positions && frequencies.SequenceEqual(table._frequencies)) return table;
        }

        return null;
    }

    private static AngleTable Add(ReadOnlySpan<double> frequencies, (int Size, double Base) plain, int positions, double magnitude)
    {
        lock (Gate)
        {
            AngleTable? known = Find(_tables, frequencies, plain, positions, magnitude);
            if (known is not null) return known;

            // Twice the need at the next power of two: a session that grows by one position must not end here each time.
            int rounded = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(positions, 64)), int.MaxValue);
            AngleTable table = new(frequencies, plain, rounded, magnitude);
            AngleTable[] others = Array.FindAll(_tables, other => table._plain != other._plain || table._magnitude != other._magnitude || !table._frequencies.AsSpan().SequenceEqual(other._frequencies));
            Volatile.Write(ref _tables, [.. others, table]);
            return table;
        }
    }
}
