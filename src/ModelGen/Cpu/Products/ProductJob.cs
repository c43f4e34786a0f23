using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// A matrix product in parts: a task computes a rectangle of C from beginning to end, packing what it needs into memory of its own.
/// </summary>
/// <remarks>
/// Packing an operand once for the whole team costs more than packing it twice wherever cores do not share a cache: every line is
/// fetched from the other core and, at the next product, taken back from it (measured: 256 x 256 x 256 with two threads takes as long
/// as with one).
/// </remarks>
internal unsafe struct ProductJob<TSimd, TVector, TSums> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
    where TSums : ITileSimd<TVector>
{
    public ThreadTeam Team;
    public Product Product;
    public int TileRows;

    /// <summary>The rectangle of a task, multiples of the tile.</summary>
    public int PartRows;
    public int PartColumns;

    /// <summary>What is packed at once.</summary>
    public int ChunkRows;
    public int ChunkColumns;
    public int ChunkDepth;

    public readonly int Tasks => Blocking.DivideUp(Product.M, PartRows) * Blocking.DivideUp(Product.N, PartColumns);

    public readonly long ScratchFloats => Lay(null, out _);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int task, int worker)
    {
        int parts = Blocking.DivideUp(Product.M, PartRows);
        int firstRow = task % parts * PartRows;
        int firstColumn = task / parts * PartColumns;
        int endRow = Math.Min(firstRow + PartRows, Product.M);
        int endColumn = Math.Min(firstColumn + PartColumns, Product.N);

        Lay(Team.Scratch(worker, ScratchFloats), out PackedChunk<TSimd, TVector> chunk);
        (int Row, int Depth) packedA = (-1, -1);
        for (int column = firstColumn; column < endColumn; column += ChunkColumns)
        {
            chunk.FirstColumn = column;
            chunk.Columns = Math.Min(ChunkColumns, endColumn - column);
            for (int depth = 0; depth < Product.K; depth += ChunkDepth)
            {
                chunk.FirstDepth = depth;
                chunk.Depth = Math.Min(ChunkDepth, Product.K - depth);
                bool last = depth + chunk.Depth == Product.K;
                chunk.PackB(Product.B);
                for (int row = firstRow; row < endRow; row += ChunkRows)
                {
                    chunk.FirstRow = row;
                    chunk.Rows = Math.Min(ChunkRows, endRow - row);
                    if (packedA != (row, depth))
                    {
                        chunk.PackA(Product.A);
                        packedA = (row, depth);
                    }

                    chunk.Multiply<TSums>(Product, last ? Product.Epilogue : default, Product.Accumulate || depth > 0);
                }
            }
        }
    }

    private readonly long Lay(float* memory, out PackedChunk<TSimd, TVector> chunk)
    {
        ScratchLayout layout = new(memory);
        chunk = new()
        {
            TileRows = TileRows,
            B = layout.Take(PackedSize.Of(ChunkColumns, ChunkDepth, 2 * TSimd.Count)),
            Tiles = layout.Take(PackedSize.OfTiles(ChunkRows, TileRows)),
            A = layout.Take(PackedSize.Of(ChunkRows, ChunkDepth, TileRows)),
        };
        return layout.Floats;
    }
}
