using System;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>
/// What a byte stands for in dynamic quantisation: numbers from -1 or 0 to 1 whose spacing grows with them. Each power of ten from 10^-6 to 1 is cut into twice as many equal parts as the one below it, of which the middles
/// are taken; 0 and 1 are numbers of their own.
/// </summary>
/// <remarks>Dettmers 2016, arXiv:1511.04561, section 3 (dynamic trees); Dettmers et al. 2022, arXiv:2110.02861, sections 1.3 and 2.2.</remarks>
internal sealed class DynamicCodes
{
    /// <summary>Numbers that share a scale.</summary>
    public const int Block = 256;

    private const int Decades = 7;

    /// <summary>Bits of a float that do not choose a cell: cells are so narrow that at most one border between codes lies in each.</summary>
    private const int CellShift = 15;

    private readonly float[] _values; // ascending
    private readonly float[] _borders; // above which the next code is nearer
    private readonly byte[] _below; // of each cell of magnitudes, the code of its lower end
    private readonly int _firstCell;
    private readonly bool _isSigned;

    private DynamicCodes(bool isSigned)
    {
        _isSigned = isSigned;
        _values = Values(isSigned);
        _borders = new float[_values.Length];
        for (int i = 0; i < _values.Length; i++) _borders[i] = i + 1 < _values.Length ? (_values[i] + _values[i + 1]) / 2 : float.PositiveInfinity;
        Zero = (byte)Array.IndexOf(_values, 0);
        _firstCell = BitConverter.SingleToInt32Bits(_borders[Zero]) >> CellShift;
        _below = new byte[(BitConverter.SingleToInt32Bits(1) >> CellShift) + 1 - _firstCell];
        for (int cell = 0; cell < _below.Length; cell++) _below[cell] = (byte)Nearest(BitConverter.Int32BitsToSingle((cell + _firstCell) << CellShift));
    }

    /// <summary>From -1 to 1.</summary>
    public static DynamicCodes Signed { get; } = new(isSigned: true);

    /// <summary>From 0 to 1. What is above 0 is rounded to 0 never.</summary>
    public static DynamicCodes Unsigned { get; } = new(isSigned: false);

    /// <summary>The code of 0.</summary>
    public byte Zero { get; }

    /// <summary>What a code stands for.</summary>
    public float this[byte code] => _values[code];

    /// <summary>The numbers of a block.</summary>
    public void Read(ReadOnlySpan<byte> codes, float scale, Span<float> values)
    {
        float[] map = _values;
        for (int i = 0; i < codes.Length; i++) values[i] = map[codes[i]] * scale;
    }

    /// <summary>The nearest codes of a block's numbers.</summary>
    /// <returns>Their scale: the largest magnitude.</returns>
    public float Write(ReadOnlySpan<float> values, Span<byte> codes)
    {
        float scale = 0;
        foreach (float value in values) scale = MathF.Max(scale, MathF.Abs(value));
        if (scale == 0)
        {
            codes.Fill(Zero);
            return 0;
        }

        // Of so small a scale the quotient would be infinite.
        double inverse = 1 / (double)scale;
        for (int i = 0; i < values.Length; i++) codes[i] = Code((float)(values[i] * inverse));
        return scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Code(float share)
    {
        float magnitude = MathF.Abs(share);
        int cell = (BitConverter.SingleToInt32Bits(magnitude) >> CellShift) - _firstCell;
        int code = Zero;
        if (cell >= 0)
        {
            code = _below[Math.Min(cell, _below.Length - 1)];
            if (magnitude > _borders[code]) code++;
        }
        else if (magnitude > _borders[Zero])
        {
            code++;
        }

        if (!_isSigned) return (byte)(code == Zero && magnitude > 0 ? Zero + 1 : code);

        // 1 alone has no counterpart: below 0 the codes end at the last part's middle.
        return share >= 0 ? (byte)code : (byte)Math.Max((2 * Zero) - code, 0);
    }

    private int Nearest(float magnitude)
    {
        int code = Zero;
        while (magnitude > _borders[code]) code++;
        return code;
    }

    private static float[] Values(bool isSigned)
    {
        System.Collections.Generic.List<float> values = [0, 1];
        for (int decade = 0; decade < Decades; decade++)
        {
            int parts = 1 << (isSigned ? decade : decade + 1);
            double size = Math.Pow(10, decade - (Decades - 1));
            for (int part = 0; part < parts; part++)
            {
                float middle = (float)(size * (0.1 + (0.9 * (part + 0.5) / parts)));
                values.Add(middle);
                if (isSigned) values.Add(-middle);
            }
        }

        values.Sort();
        return [.. values];
    }
}
