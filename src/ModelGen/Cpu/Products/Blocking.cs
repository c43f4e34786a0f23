using System;

namespace ModelGen.Cpu.Products;

/// <summary>The sizes of tiles and blocks. Only <see cref="Depth"/> decides about the order of sums; it is the same on every machine.</summary>
internal static class Blocking
{
    /// <summary>Steps of k in one pass over a tile (the sum of a pass is added to C).</summary>
    public const int Depth = 256;

    /// <summary>Floats of packed A, 1 MB: it is packed again for every chunk of B, so keep it where writing it costs no memory traffic.</summary>
    public const int PackedFloatsOfA = 1 << 18;

    /// <summary>Floats of packed B, 4 MB: used by all rows of A.</summary>
    public const int PackedFloatsOfB = 1 << 20;

    /// <summary>Rows of a block of C, in tiles, and its columns: the sums, and a pass of both operands, stay in the second-level cache.</summary>
    public const int BlockTiles = 6;

    public const int BlockColumns = 256;

    /// <summary>Steps of k that are packed at once.</summary>
    public const int MaximumPackedDepth = 2048;

    /// <summary>What packing an element costs, in multiply-adds of a vector kernel.</summary>
    public const int PackingCost = 16;

    /// <summary>Rows of the highest tile.</summary>
    public static int TileRows(int path) => path == 512 ? 14 : 6;

    /// <summary>Rows of a tile for a part of so many rows: tiles of like height, since a low tile uses the units badly (32 rows: 11, 11, 10 instead of 14, 14, 4).</summary>
    public static int TileRows(int path, int rows)
    {
        int most = TileRows(path);
        return rows <= 0 ? most : DivideUp(rows, DivideUp(rows, most));
    }

    /// <summary>Columns of a full tile: two vectors.</summary>
    public static int TileColumns(int path) => path / 16;

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    public static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>How many neighbours of an operand are packed at once for a given packed depth.</summary>
    public static int PackedNeighbours(int total, int packedDepth, int width, int floats)
        => Math.Min(RoundUp(total, width), Math.Max(width, floats / packedDepth / width * width));
}
