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

    private readonly int _size;
    private readonly double _base;
    private readonly int _positions;

    private AngleTable(int size, double frequencyBase, int positions)
    {
        (_size, _base, _positions) = (size, frequencyBase, positions);
        int half = (size + 1) / 2;
        Cosines = new AlignedBuffer((long)positions * half);
        Sines = new AlignedBuffer((long)positions * half);
        Span<float> cosines = Cosines.Span, sines = Sines.Span;
        for (int i = 0; i < half; i++)
        {
            double frequency = Math.Pow(frequencyBase, -2.0 * i / size);
            for (int position = 0; position < positions; position++)
            {
                (double sine, double cosine) = Math.SinCos(position * frequency);
                cosines[(position * half) + i] = (float)cosine;
                sines[(position * half) + i] = (float)sine;
            }
        }
    }

    /// <summary>[positions, ⌈size / 2⌉]: cos(position · base^(-2i / size)).</summary>
    public AlignedBuffer Cosines { get; }

    /// <summary>[positions, ⌈size / 2⌉]: sin(position · base^(-2i / size)).</summary>
    public AlignedBuffer Sines { get; }

    /// <summary>A table of at least the given number of positions.</summary>
    public static AngleTable Get(int size, double frequencyBase, int positions)
        => Find(Volatile.Read(ref _tables), size, frequencyBase, positions) ?? Add(size, frequencyBase, positions);

    private static AngleTable? Find(AngleTable[] tables, int size, double frequencyBase, int positions)
    {
        foreach (AngleTable table in tables)
        {
            if (table._size == size && table._base == frequencyBase && table._positions >= positions) return table;
        }

        return null;
    }

    private static AngleTable Add(int size, double frequencyBase, int positions)
    {
        lock (Gate)
        {
            AngleTable? known = Find(_tables, size, frequencyBase, positions);
            if (known is not null) return known;

            // Twice the need at the next power of two: a session that grows by one position must not end here each time.
            int rounded = (int)Math.Min(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(positions, 64)), int.MaxValue);
            AngleTable table = new(size, frequencyBase, rounded);
            AngleTable[] others = Array.FindAll(_tables, t => t._size != size || t._base != frequencyBase);
            Volatile.Write(ref _tables, [.. others, table]);
            return table;
        }
    }
}
