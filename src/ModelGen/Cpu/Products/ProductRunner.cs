using System;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;
using ModelGen.Cpu.Small;

namespace ModelGen.Cpu.Products;

/// <summary>Cuts a product into parts for the team and into chunks that fit the caches.</summary>
/// <remarks>
/// Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication", with two differences: a chunk holds several
/// passes of k, so that a block of C is finished while it is in the core's own cache; and threads share no packed memory.
/// </remarks>
internal static unsafe class ProductRunner
{
    /// <summary>Below this many multiply-adds waking the team costs more than it saves.</summary>
    private const long MinimumForTeam = 32 * 1024;

    public static void Run(ThreadTeam team, in Product product, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>, Simd512>(team, product, path); break;
            case 256: Run<Simd256, Vector256<float>, Simd256>(team, product, path); break;
            default: Run<Simd128, Vector128<float>, Simd128>(team, product, path); break;
        }
    }

    /// <summary>The product of pairs of whole numbers, with scales.</summary>
    public static void RunWhole(ThreadTeam team, in Product product, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>, Pairs512>(team, product, path); break;
            case 256: Run<Simd256, Vector256<float>, Pairs256>(team, product, path); break;
            default: Run<Simd128, Vector128<float>, Pairs128>(team, product, path); break;
        }
    }

    /// <summary>On the calling thread alone: inside a job whose tasks are products.</summary>
    public static void RunAlone(ThreadTeam team, in Product product, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>, Simd512>(team, product, path, alone: true); break;
            case 256: Run<Simd256, Vector256<float>, Simd256>(team, product, path, alone: true); break;
            default: Run<Simd128, Vector128<float>, Simd128>(team, product, path, alone: true); break;
        }
    }

    /// <summary>The scratch memory that <see cref="RunAlone"/> needs on its thread, in floats.</summary>
    public static long ScratchAlone(int m, int n, int k, int path)
    {
        Product product = new() { M = m, N = n, K = k };
        return path switch
        {
            512 => Plan<Simd512, Vector512<float>, Simd512>(null!, product, path, 1).ScratchFloats,
            256 => Plan<Simd256, Vector256<float>, Simd256>(null!, product, path, 1).ScratchFloats,
            _ => Plan<Simd128, Vector128<float>, Simd128>(null!, product, path, 1).ScratchFloats,
        };
    }

    private static void Run<TSimd, TVector, TSums>(ThreadTeam team, in Product product, int path, bool alone = false)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TSums : ITileSimd<TVector>
    {
        if (product.K == 0)
        {
            Finish<TSimd, TVector>(product);
            return;
        }

        alone |= team.Threads == 1 || (long)product.M * product.N * product.K < MinimumForTeam;
        ProductJob<TSimd, TVector, TSums> job = Plan<TSimd, TVector, TSums>(team, product, path, alone ? 1 : team.Threads);
        team.Run(ref job, job.Tasks, job.ScratchFloats, alone);
    }

    private static ProductJob<TSimd, TVector, TSums> Plan<TSimd, TVector, TSums>(ThreadTeam team, in Product product, int path, int threads)
        where TSimd : ISimd<TVector>
        where TVector : struct
        where TSums : ITileSimd<TVector>
    {
        int tileRows = Blocking.TileRows(path);
        int tileColumns = Blocking.TileColumns(path);
        (int rows, int columns) = Part(product.M, product.N, tileRows, tileColumns, threads);
        tileRows = Blocking.TileRows(path, Math.Min(rows, product.M));
        rows = Blocking.RoundUp(Math.Min(rows, product.M), tileRows);
        int depth = Math.Min(product.K, Blocking.MaximumPackedDepth);
        return new()
        {
            Team = team,
            Product = product,
            TileRows = tileRows,
            PartRows = rows,
            PartColumns = columns,
            ChunkDepth = depth,
            ChunkRows = Blocking.PackedNeighbours(rows, depth, tileRows, Blocking.PackedFloatsOfA),
            ChunkColumns = Blocking.PackedNeighbours(columns, depth, tileColumns, Blocking.PackedFloatsOfB),
        };
    }

    /// <summary>The rectangle of C for each thread: the grid whose largest rectangle is quickest to pack and multiply.</summary>
    private static (int Rows, int Columns) Part(int m, int n, int tileRows, int tileColumns, int threads)
    {
        (int Rows, int Columns) best = default;
        double least = double.PositiveInfinity;
        for (int rowParts = 1; rowParts <= threads; rowParts++)
        {
            int rows = Blocking.RoundUp(Blocking.DivideUp(m, rowParts), tileRows);
            int columns = Blocking.RoundUp(Blocking.DivideUp(n, threads / rowParts), tileColumns);
            double cost = ((double)Math.Min(rows, m) * columns) + (Blocking.PackingCost * ((double)rows + columns));
            if (cost < least)
            {
                (best, least) = ((rows, columns), cost);
            }
        }

        return best;
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
}
