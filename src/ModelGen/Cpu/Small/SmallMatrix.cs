using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

using Weights = ModelGen.Quantization.Weights;

/// <summary>A matrix of small numbers with their scales: number · scale is the weight. Never changes once it is filled, but for what is known of its input.</summary>
internal sealed unsafe class SmallMatrix
{
    private readonly AlignedBuffer _memory;
    private readonly SmallRows _rows;

    /// <summary>A matrix to be filled, row by row.</summary>
    /// <param name="isGrouped">Each 32 numbers of a row have a scale of their own; else, where there are scales, each row has one.</param>
    public SmallMatrix(Weights format, int rows, int columns, bool isGrouped)
    {
        (Format, Rows, Columns, IsGrouped) = (format, rows, columns, isGrouped);
        int blocks = (columns + SmallRows.Block - 1) / SmallRows.Block;
        Scales = format == Weights.BFloat16 ? 0 : isGrouped ? blocks : 1;
        DataBytes = (long)blocks * SmallRows.BlockBytes(format);
        bool isPanels = format == Weights.Int4;

        // Scales of blocks stand before their row, or before the block in a panel, so that a kernel reads one stream, each line first in its turn; those of rows would only part the rows.
        long inRow = isGrouped && !isPanels ? ((long)blocks * sizeof(float) + 15) / 16 * 16 : 0;
        long rowBytes = isPanels ? (long)blocks * SmallPanel.BlockBytes / SmallPanel.Rows : inRow + ((((long)blocks * SmallRows.BlockBytes(format)) + 15) / 16 * 16);
        long held = isPanels ? Blocking.RoundUp(rows, SmallPanel.Rows) : rows, behind = isGrouped ? 0 : (long)rows * Scales;
        _memory = new AlignedBuffer((held * rowBytes / sizeof(float)) + behind);
        _memory.Clear();
        byte* start = (byte*)_memory.Pointer;
        _rows = new()
        {
            Format = format, Columns = columns, Data = start + inRow, RowBytes = (nint)rowBytes, IsGrouped = isGrouped,
            Scales = Scales == 0 || isPanels ? null : isGrouped ? (float*)start : (float*)(start + (rows * rowBytes)),
            ScaleStep = isGrouped ? (nint)(rowBytes / sizeof(float)) : 1,
        };
        if (isPanels) Fill();
    }

    private SmallMatrix(SmallMatrix whole, int first, int rows)
    {
        (Format, Rows, Columns, IsGrouped, Scales, DataBytes, Whole, Input) = (whole.Format, rows, whole.Columns, whole.IsGrouped, whole.Scales, whole.DataBytes, whole, whole.Input);
        (_memory, _rows) = (whole._memory, whole._rows);
        if (_rows.IsPanels)
        {
            _rows.First = whole._rows.First + first;
            return;
        }

        _rows.Data = whole._rows.Row(first);
        if (Scales > 0) _rows.Scales = whole._rows.ScalesOf(first);
    }

    public Weights Format { get; }

    public int Rows { get; }

    public int Columns { get; }

    public bool IsGrouped { get; }

    /// <summary>Scales of a row.</summary>
    public int Scales { get; }

    /// <summary>Bytes of a row's numbers, whole blocks.</summary>
    public long DataBytes { get; }

    /// <summary>Of which matrix these are rows; null for a whole one.</summary>
    public SmallMatrix? Whole { get; }

    /// <summary>What is known of the other side of products.</summary>
    public SmallInput Input { get; } = new();

    /// <summary>What it takes in memory.</summary>
    public long Bytes => Rows * ((long)_rows.RowBytes + (IsGrouped ? 0 : Scales * sizeof(float)));

    /// <summary>Some rows, in the same memory.</summary>
    public SmallMatrix Slice(int first, int rows) => new(this, first, rows);

    /// <summary>For kernels; valid while the matrix is reachable.</summary>
    public SmallRows Pointers => _rows with { InputRange = Input.Largest };

    /// <summary>The numbers of a row as files have them, to be read.</summary>
    public ReadOnlySpan<byte> Row(int row)
    {
        if (!_rows.IsPanels) return new(_rows.Row(row), (int)DataBytes);
        byte[] numbers = new byte[DataBytes];
        for (int block = 0; block < Scales; block++) SmallPanel.Read(_rows, row, block).CopyTo(numbers, block * SmallPanel.RowBytes);
        GC.KeepAlive(_memory);
        return numbers;
    }

    /// <summary>Writes the numbers of a row, as many as there are.</summary>
    /// <param name="numbers">At most <see cref="DataBytes"/>, in panels all of them.</param>
    public void SetRow(int row, ReadOnlySpan<byte> numbers)
    {
        if (!_rows.IsPanels) numbers.CopyTo(new Span<byte>(_rows.Row(row), (int)DataBytes));
        else for (int block = 0; block < Scales; block++) SmallPanel.Write(_rows, row, block, Vector128.Create(numbers.Slice(block * SmallPanel.RowBytes, SmallPanel.RowBytes)));
        GC.KeepAlive(_memory);
    }

    /// <summary>The scales of a row, to be read.</summary>
    public ReadOnlySpan<float> ScalesOf(int row)
    {
        if (!_rows.IsPanels) return new(_rows.ScalesOf(row), Scales);
        float[] scales = new float[Scales];
        for (int block = 0; block < Scales; block++) scales[block] = *SmallPanel.Scale(_rows, row, block);
        GC.KeepAlive(_memory);
        return scales;
    }

    /// <summary>Writes the scales of a row.</summary>
    public void SetScales(int row, ReadOnlySpan<float> scales)
    {
        if (!_rows.IsPanels) scales.CopyTo(new Span<float>(_rows.ScalesOf(row), Scales));
        else for (int block = 0; block < Scales; block++) *SmallPanel.Scale(_rows, row, block) = scales[block];
        GC.KeepAlive(_memory);
    }

    /// <summary>The scales of all rows.</summary>
    public float[] AllScales()
    {
        float[] scales = new float[Rows * Scales];
        for (int row = 0; row < Rows; row++) ScalesOf(row).CopyTo(scales.AsSpan(row * Scales));
        return scales;
    }

    /// <summary>The weights of a row.</summary>
    public void Read(int row, Span<float> values)
    {
        fixed (float* to = values) SmallReading.Row(_rows, row, 0, values.Length, to, Simd.VectorPath.Best);
        GC.KeepAlive(_memory);
    }

    // Four bits hold 0 as 8; scales stay 0.
    private void Fill()
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(_memory.Span);
        for (int block = 0; block < bytes.Length; block += SmallPanel.BlockBytes) bytes[(block + SmallPanel.Numbers)..(block + SmallPanel.BlockBytes)].Fill(0x88);
    }
}
