using System;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Cuts a product into chunks that fit the caches, packs each and multiplies it, both with the whole team.</summary>
/// <remarks>
/// Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication", with one difference: a chunk holds several
/// passes of k, so that a block of C is finished while it is in the core's own cache and a run of the team is needed only twice
/// for each chunk.
/// </remarks>
internal static unsafe class ProductRunner
{
    /// <summary>Below this many multiply-adds waking the team costs more than it saves.</summary>
    private const long MinimumForTeam = 16 * 1024;

    [ThreadStatic]
    private static AlignedBuffer? _packedA;

    [ThreadStatic]
    private static AlignedBuffer? _packedB;

    public static void Run(ThreadTeam team, in Product product, int path)
    {
        switch (path)
        {
            case 512: Run<Simd512, Vector512<float>>(team, product, path); break;
            case 256: Run<Simd256, Vector256<float>>(team, product, path); break;
            default: Run<Simd128, Vector128<float>>(team, product, path); break;
        }
    }

    private static void Run<TSimd, TVector>(ThreadTeam team, in Product product, int path)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (product.K == 0)
        {
            Finish<TSimd, TVector>(product);
            return;
        }

        int tileRows = Blocking.TileRows(path);
        int tileColumns = Blocking.TileColumns(path);
        int packedDepth = Math.Min(product.K, Blocking.MaximumPackedDepth);
        int packedRows = Blocking.PackedNeighbours(product.M, packedDepth, tileRows, Blocking.PackedFloatsOfA);
        int packedColumns = Blocking.PackedNeighbours(product.N, packedDepth, tileColumns, Blocking.PackedFloatsOfB);

        PackJob pack = new() { A = product.A, B = product.B, TileRows = tileRows, TileColumns = tileColumns };
        PackedChunk chunk = new()
        {
            A = Grown(ref _packedA, (long)packedRows * packedDepth),
            B = Grown(ref _packedB, (long)packedColumns * packedDepth),
        };
        (int Row, int Depth) packedA = (-1, -1);
        for (int column = 0; column < product.N; column += packedColumns)
        {
            chunk.FirstColumn = column;
            chunk.Columns = Math.Min(packedColumns, product.N - column);
            for (int depth = 0; depth < product.K; depth += packedDepth)
            {
                chunk.FirstDepth = depth;
                chunk.Depth = Math.Min(packedDepth, product.K - depth);
                chunk.Add = product.Accumulate || depth > 0;
                chunk.Last = depth + chunk.Depth == product.K;
                for (int row = 0; row < product.M; row += packedRows)
                {
                    chunk.FirstRow = row;
                    chunk.Rows = Math.Min(packedRows, product.M - row);

                    // A as a whole, or the part of the last chunk, may be the right one still.
                    bool needsA = packedA != (row, depth);
                    bool needsB = row == 0;
                    packedA = (row, depth);
                    Pack(team, ref pack, chunk, needsA, needsB);
                    Multiply<TSimd, TVector>(team, product, chunk, tileRows, tileColumns);
                }
            }
        }
    }

    /// <summary>A product without terms: zero, or what is in C.</summary>
    private static void Finish<TSimd, TVector>(in Product product)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < product.M && !product.Accumulate; row++)
        {
            new Span<float>(product.C + (row * product.CStep), product.N).Clear();
        }

        EpilogueKernel<TSimd, TVector>.Run(product.Epilogue, product.C, product.CStep, product.C, product.CStep, add: false, 0, 0, product.M, product.N);
    }

    private static void Pack(ThreadTeam team, ref PackJob job, in PackedChunk chunk, bool needsA, bool needsB)
    {
        int passes = Blocking.DivideUp(chunk.Depth, Blocking.Depth);
        job.Chunk = chunk;
        job.GroupRows = 6 * job.TileRows;
        job.GroupColumns = 4 * job.TileColumns;
        job.TasksOfA = needsA ? passes * Blocking.DivideUp(chunk.Rows, job.GroupRows) : 0;
        job.TasksOfB = needsB ? passes * Blocking.DivideUp(chunk.Columns, job.GroupColumns) : 0;
        long work = (long)chunk.Rows * chunk.Columns * chunk.Depth;
        team.Run(ref job, job.TasksOfA + job.TasksOfB, scratchFloats: 0, alone: work < MinimumForTeam);
    }

    private static void Multiply<TSimd, TVector>(ThreadTeam team, in Product product, in PackedChunk chunk, int tileRows, int tileColumns)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        (int rows, int columns) = Block(chunk, tileRows, tileColumns, team.Threads);
        MultiplyJob<TSimd, TVector> job = new()
        {
            Team = team,
            Chunk = chunk,
            Epilogue = chunk.Last ? product.Epilogue : default,
            C = product.C,
            CStep = product.CStep,
            TileRows = tileRows,
            BlockRows = rows,
            BlockColumns = columns,
        };
        int tasks = Blocking.DivideUp(chunk.Rows, rows) * Blocking.DivideUp(chunk.Columns, columns);
        long work = (long)chunk.Rows * chunk.Columns * chunk.Depth;
        team.Run(ref job, tasks, job.ScratchFloats, alone: work < MinimumForTeam);
    }

    /// <summary>A task's block of C: as large as its operands fit the core's own cache, smaller where the team would run short of tasks.</summary>
    private static (int Rows, int Columns) Block(in PackedChunk chunk, int tileRows, int tileColumns, int threads)
    {
        int rows = Math.Min(Blocking.RoundUp(chunk.Rows, tileRows), 6 * tileRows);
        int columns = Math.Min(Blocking.RoundUp(chunk.Columns, tileColumns), 256);
        int wanted = threads == 1 ? 1 : 4 * threads;
        while (Blocking.DivideUp(chunk.Rows, rows) * Blocking.DivideUp(chunk.Columns, columns) < wanted)
        {
            if (columns > 2 * tileColumns)
            {
                columns = Blocking.RoundUp(columns / 2, tileColumns);
            }
            else if (rows > tileRows)
            {
                rows = Blocking.RoundUp(rows / 2, tileRows);
            }
            else
            {
                break;
            }
        }

        return (rows, columns);
    }

    private static float* Grown(ref AlignedBuffer? buffer, long floats)
    {
        if (buffer is null || buffer.Length < floats)
        {
            buffer = new AlignedBuffer(floats);
        }

        return buffer.Pointer;
    }
}
