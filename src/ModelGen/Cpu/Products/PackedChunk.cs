using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// A part of a product whose operands are packed at once, in memory of one thread. Packed memory is ordered by passes of k
/// (<see cref="Blocking.Depth"/>), in each pass by panels.
/// </summary>
internal unsafe struct PackedChunk<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Rows, <see cref="PackedSize.Of"/> floats; likewise the columns of <see cref="B"/>.</summary>
    public float* A;
    public float* B;

    /// <summary>The sums of one block of C, <see cref="PackedSize.OfTiles"/> floats.</summary>
    public float* Tiles;

    public int FirstRow;
    public int Rows;
    public int FirstColumn;
    public int Columns;
    public int FirstDepth;
    public int Depth;
    public int TileRows;

    private static int TileColumns => 2 * TSimd.Count;

    public readonly void PackA(Operand a)
    {
        for (int pass = 0; pass < Depth; pass += Blocking.Depth)
        {
            float* target = A + PackedSize.Of(Rows, pass, TileRows);
            a.Pack(FirstRow, Rows, FirstDepth + pass, Math.Min(Blocking.Depth, Depth - pass), TileRows, padded: false, target);
        }
    }

    public readonly void PackB(Operand b)
    {
        for (int pass = 0; pass < Depth; pass += Blocking.Depth)
        {
            float* target = B + PackedSize.Of(Columns, pass, TileColumns);
            b.Pack(FirstColumn, Columns, FirstDepth + pass, Math.Min(Blocking.Depth, Depth - pass), TileColumns, padded: true, target);
        }
    }

    /// <summary>Multiplies block by block of C; a block's sums stay in the core's own cache over all passes of k.</summary>
    public readonly void Multiply(in Product product, in Epilogue epilogue, bool add) => Multiply<TSimd>(product, epilogue, add);

    /// <summary>The same of other numbers than floats.</summary>
    /// <typeparam name="TSums">What multiplies and adds up.</typeparam>
    public readonly void Multiply<TSums>(in Product product, in Epilogue epilogue, bool add)
        where TSums : ITileSimd<TVector>
    {
        for (int column = 0; column < Columns; column += Blocking.BlockColumns)
        {
            int endColumn = Math.Min(column + Blocking.BlockColumns, Columns);
            for (int row = 0; row < Rows; row += Blocking.BlockTiles * TileRows)
            {
                Multiply<TSums>(product, epilogue, add, row, Math.Min(row + (Blocking.BlockTiles * TileRows), Rows), column, endColumn);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply<TSums>(in Product product, in Epilogue epilogue, bool add, int firstRow, int endRow, int firstColumn, int endColumn)
        where TSums : ITileSimd<TVector>
    {
        // Sums grow in tiles without gaps and go to C once. In C itself the rows of a tile may lie a power of two apart, where they
        // compete for the same few places of the cache (5 % of the time at 1024 columns).
        for (int pass = 0; pass < Depth; pass += Blocking.Depth)
        {
            int depth = Math.Min(Blocking.Depth, Depth - pass);
            bool last = pass + depth == Depth;
            float* packedA = A + PackedSize.Of(Rows, pass, TileRows);
            float* packedB = B + PackedSize.Of(Columns, pass, TileColumns);
            float* tile = Tiles;
            for (int column = firstColumn; column < endColumn; column += TileColumns)
            {
                float* b = packedB + ((nint)column * depth);
                int columns = Math.Min(TileColumns, endColumn - column);
                for (int row = firstRow; row < endRow; row += TileRows)
                {
                    int rows = Math.Min(TileRows, endRow - row);
                    nint offset = ((FirstRow + row) * product.CStep) + FirstColumn + column;
                    float* c = product.C + offset;
                    if (last)
                    {
                        Prefetch(c, product.CStep, rows);
                    }

                    MicroKernels<TSums, TVector>.Run<EvenSteps>(rows, depth, packedA + ((nint)row * depth), rows, b, TileColumns, null, tile, TileColumns, add: pass > 0);
                    if (last && typeof(TSums) != typeof(TSimd))
                    {
                        Scale<TSums>(tile, product.RowScales + FirstRow + row, product.ColumnScales + FirstColumn + column, rows, columns);
                    }

                    if (last)
                    {
                        EpilogueKernel<TSimd, TVector>.Run(epilogue, tile, TileColumns, c, product.CStep, add, offset, FirstColumn + column, rows, columns);
                    }

                    tile += TileRows * TileColumns;
                }
            }
        }
    }

    /// <summary>Sums of whole numbers become floats.</summary>
    private static void Scale<TSums>(float* tile, float* rowScales, float* columnScales, int rows, int columns)
        where TSums : ITileSimd<TVector>
    {
        for (int i = 0; i < columns; i += TSimd.Count)
        {
            TVector scales = columns - i >= TSimd.Count ? TSimd.Load(columnScales + i) : TSimd.LoadFirst(columnScales + i, columns - i);
            for (int row = 0; row < rows; row++)
            {
                float* sums = tile + (row * TileColumns) + i;
                TSimd.Store(TSimd.Multiply(TSums.ToFloats(TSimd.Load(sums)), TSimd.Multiply(scales, TSimd.Create(rowScales[row]))), sums);
            }
        }
    }

    /// <summary>Fetches a tile of C into the second-level cache while its last sum is computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(float* c, nint step, int rows)
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row++)
            {
                Sse.Prefetch1(c);
                Sse.Prefetch1(c + TileColumns - 1);
                c += step;
            }
        }
    }
}
