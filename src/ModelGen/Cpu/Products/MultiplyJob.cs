using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Multiplies a packed chunk: a task is a block of C, whose sums stay in the core's own cache over all passes of k.</summary>
internal unsafe struct MultiplyJob<TSimd, TVector> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    public ThreadTeam Team;
    public PackedChunk Chunk;

    /// <summary>Empty in all but the last chunk of k.</summary>
    public Epilogue Epilogue;
    public float* C;
    public nint CStep;
    public int TileRows;

    /// <summary>The block of a task, multiples of the tile.</summary>
    public int BlockRows;
    public int BlockColumns;

    public readonly int ScratchFloats => BlockRows * BlockColumns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int task, int worker)
    {
        int tileColumns = 2 * TSimd.Count;
        int rowBlocks = Blocking.DivideUp(Chunk.Rows, BlockRows);
        int firstRow = task % rowBlocks * BlockRows;
        int firstColumn = task / rowBlocks * BlockColumns;
        int endRow = Math.Min(firstRow + BlockRows, Chunk.Rows);
        int endColumn = Math.Min(firstColumn + BlockColumns, Chunk.Columns);
        nint paddedRows = Blocking.RoundUp(Chunk.Rows, TileRows);
        nint paddedColumns = Blocking.RoundUp(Chunk.Columns, tileColumns);

        // Sums grow in tiles without gaps and go to C once. In C itself the rows of a tile may lie a power of two apart, where they
        // compete for the same few places of the cache (5 % of the time at 1024 columns).
        float* tiles = Team.Scratch(worker, ScratchFloats);
        for (int pass = 0; pass < Chunk.Depth; pass += Blocking.Depth)
        {
            int depth = Math.Min(Blocking.Depth, Chunk.Depth - pass);
            bool last = pass + depth == Chunk.Depth;
            float* packedA = Chunk.A + (pass * paddedRows);
            float* packedB = Chunk.B + (pass * paddedColumns);
            float* tile = tiles;
            for (int column = firstColumn; column < endColumn; column += tileColumns)
            {
                float* b = packedB + ((nint)column * depth);
                for (int row = firstRow; row < endRow; row += TileRows)
                {
                    int rows = Math.Min(TileRows, endRow - row);
                    nint offset = ((Chunk.FirstRow + row) * CStep) + Chunk.FirstColumn + column;
                    if (last)
                    {
                        Prefetch(C + offset, rows);
                    }

                    MicroKernels<TSimd, TVector>.Run(rows, depth, packedA + ((nint)row * depth), rows, b, tileColumns, tile, add: pass > 0);
                    if (last)
                    {
                        int columns = Math.Min(tileColumns, endColumn - column);
                        EpilogueKernel<TSimd, TVector>.Run(Epilogue, tile, tileColumns, C + offset, CStep, Chunk.Add, offset, Chunk.FirstColumn + column, rows, columns);
                    }

                    tile += TileRows * tileColumns;
                }
            }
        }
    }

    /// <summary>Fetches a tile of C into the second-level cache while its last sum is computed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Prefetch(float* c, int rows)
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row++)
            {
                Sse.Prefetch1(c);
                Sse.Prefetch1(c + (2 * TSimd.Count) - 1);
                c += CStep;
            }
        }
    }
}
