using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

using Weights = ModelGen.Quantization.Weights;

/// <summary>Where the rows of a <see cref="SmallMatrix"/> lie: what kernels get of it. Rows are whole blocks of 32 numbers, zeros behind the last column.</summary>
internal unsafe struct SmallRows
{
    /// <summary>Numbers of a block.</summary>
    public const int Block = 32;

    public Weights Format;

    /// <summary>Numbers of a row that count.</summary>
    public int Columns;

    /// <summary>The first row's numbers; rows lie <see cref="RowBytes"/> apart.</summary>
    public byte* Data;
    public nint RowBytes;

    /// <summary>The first row's scales, rows <see cref="ScaleStep"/> floats apart; null: there are none.</summary>
    public float* Scales;
    public nint ScaleStep;

    /// <summary>Each block has a scale of its own; else each row.</summary>
    public bool IsGrouped;

    public readonly int Blocks => (Columns + Block - 1) / Block;

    /// <summary>Groups of four blocks, of numbers of four bits: there is memory for whole ones, zeros and scales of 0 behind the last block.</summary>
    public readonly int Groups => Blocking.DivideUp(Blocks, WholeRows.GroupBlocks);

    /// <summary>The bytes of 32 numbers.</summary>
    public static int BlockBytes(Weights format) => format switch { Weights.BFloat16 => 2 * Block, Weights.Int8 => Block, _ => Block / 2 };

    public readonly byte* Row(int row) => Data + (row * RowBytes);

    public readonly float* ScalesOf(int row) => Scales + (row * ScaleStep);
}
