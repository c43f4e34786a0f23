using System;

namespace ModelGen.Cpu.Products;

/// <summary>The sizes of packed memory: who reserves it and who finds a place in it ask here.</summary>
internal static class PackedSize
{
    /// <summary>Floats of so many packed neighbours over a depth of k: passes of k lie whole tiles apart, also where the last tile is not full.</summary>
    public static long Of(int neighbours, int depth, int tile) => (long)Blocking.RoundUp(neighbours, tile) * depth;

    /// <summary>Floats of the sums of one block of C where a chunk has so many rows.</summary>
    public static long OfTiles(int rows, int tileRows) => (long)Math.Min(Blocking.RoundUp(rows, tileRows), Blocking.BlockTiles * tileRows) * Blocking.BlockColumns;
}
