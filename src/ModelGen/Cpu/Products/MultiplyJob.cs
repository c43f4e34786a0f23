using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Multiplies a packed chunk: a task is a block of C, which stays in the core's own cache over all passes of k.</summary>
internal unsafe struct MultiplyJob<TSimd, TVector> : IJob
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    public PackedChunk Chunk;
    public Epilogue Epilogue;
    public float* C;
    public nint CStep;
    public int TileRows;

    /// <summary>The block of a task, multiples of the tile.</summary>
    public int BlockRows;
    public int BlockColumns;

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

        for (int pass = 0; pass < Chunk.Depth; pass += Blocking.Depth)
        {
            int depth = Math.Min(Blocking.Depth, Chunk.Depth - pass);
            bool add = pass > 0 || Chunk.Add;
            bool finish = Chunk.Last && pass + depth == Chunk.Depth && !Epilogue.IsEmpty;
            float* packedA = Chunk.A + (pass * paddedRows);
            float* packedB = Chunk.B + (pass * paddedColumns);
            for (int column = firstColumn; column < endColumn; column += tileColumns)
            {
                float* b = packedB + ((nint)column * depth);
                int columns = Math.Min(tileColumns, endColumn - column);
                for (int row = firstRow; row < endRow; row += TileRows)
                {
                    int rows = Math.Min(TileRows, endRow - row);
                    nint offset = ((Chunk.FirstRow + row) * CStep) + Chunk.FirstColumn + column;
                    float* a = packedA + ((nint)row * depth);
                    if (columns == tileColumns)
                    {
                        MicroKernels<TSimd, TVector>.Run(rows, depth, a, rows, b, tileColumns, C + offset, CStep, add);
                    }
                    else
                    {
                        Partial(rows, columns, depth, a, b, C + offset, add);
                    }

                    if (finish)
                    {
                        EpilogueKernel<TSimd, TVector>.Run(Epilogue, C + offset, CStep, offset, Chunk.FirstColumn + column, rows, columns);
                    }
                }
            }
        }
    }

    /// <summary>A tile that reaches over C's last column: computed aside.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Partial(int rows, int columns, int depth, float* a, float* b, float* c, bool add)
    {
        int tileColumns = 2 * TSimd.Count;
        float* tile = stackalloc float[14 * 32];
        MicroKernels<TSimd, TVector>.Run(rows, depth, a, rows, b, tileColumns, tile, tileColumns, add: false);
        for (int row = 0; row < rows; row++)
        {
            Span<float> target = new(c + (row * CStep), columns);
            ReadOnlySpan<float> source = new(tile + (row * tileColumns), columns);
            if (add)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(target, source, target);
            }
            else
            {
                source.CopyTo(target);
            }
        }
    }
}
