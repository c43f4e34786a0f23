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

    /// <summary>The first row's numbers; rows lie <see cref="RowBytes"/> apart. In panels: the first panel.</summary>
    public byte* Data;

    /// <summary>From a row to the next; in panels a row's share of its panel.</summary>
    public nint RowBytes;

    /// <summary>The first row's scales, rows <see cref="ScaleStep"/> floats apart; null: there are none, or they stand in panels.</summary>
    public float* Scales;
    public nint ScaleStep;

    /// <summary>Each block has a scale of its own; else each row.</summary>
    public bool IsGrouped;

    /// <summary>The largest magnitude of x that is not cut off (<see cref="SmallInput"/>); 0: each row's own.</summary>
    public float InputRange;

    /// <summary>In panels: the row of the first panel that is row 0.</summary>
    public int First;

    /// <summary>Rows lie side by side (<see cref="SmallPanel"/>).</summary>
    public readonly bool IsPanels => Format == Weights.Int4;

    public readonly int Blocks => (Columns + Block - 1) / Block;

    /// <summary>The bytes of 32 numbers.</summary>
    public static int BlockBytes(Weights format) => format switch { Weights.BFloat16 => 2 * Block, Weights.Int8 => Block, _ => Block / 2 };

    public readonly byte* Row(int row) => Data + (row * RowBytes);

    public readonly float* ScalesOf(int row) => Scales + (row * ScaleStep);

    /// <summary>The panel that a row stands in.</summary>
    public readonly byte* Panel(int row) => Data + (((First + row) & -SmallPanel.Rows) * RowBytes);

    /// <summary>Its place there.</summary>
    public readonly int Lane(int row) => (First + row) & (SmallPanel.Rows - 1);
}
