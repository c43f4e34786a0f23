using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// y = x · Wᵀ for some rows of x, too many to stream W once for all (<see cref="MatrixVector"/>) and too few to pay for packing W: both are read
/// along k, as they lie in memory.
/// </summary>
internal static unsafe class DotProducts
{
    /// <summary>Up to here it was seen to be faster than packing W (docs/performance.md); more rows pay for it better and better.</summary>
    public const int MaximumRows = 96;

    /// <summary>The fewest steps of k that were tried: the fewer, the more adding up the vectors' parts costs.</summary>
    public const int MinimumDepth = 256;

    /// <summary>Steps of k at once: a group of rows of x and four rows of W stay in the first-level cache.</summary>
    private const int ChunkDepth = 1024;

    /// <summary>Rows of W at once: their part of k stays in the second-level cache for all rows of x.</summary>
    private const int ChunkColumns = 64;

    private const int TileColumns = 4;

    /// <summary>Rows of x below which a thread takes columns instead: it would read W for too little work.</summary>
    private const int MinimumPartRows = 16;

    /// <summary>Floats of W, 4 MB, that each thread may read from beginning to end.</summary>
    private const int CachedFloats = 1 << 20;

    /// <summary>Whether this is the way for a product.</summary>
    public static bool Fits(in Product product) => product.M <= MaximumRows && product.K >= MinimumDepth && !product.Accumulate;

    public static void Run(ThreadTeam team, in Product product, int path)
    {
        switch (VectorPath.Of(path))
        {
            case 512: Run<Simd512, Vector512<float>>(team, product); break;
            case 256: Run<Simd256, Vector256<float>>(team, product); break;
            default: Run<Simd128, Vector128<float>>(team, product); break;
        }
    }

    private static void Run<TSimd, TVector>(ThreadTeam team, in Product product)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        // By rows where each thread gets enough of them and W lies in caches: what a thread made in the layer before, it reads in this one.
        bool isCached = (long)product.N * product.K <= CachedFloats;
        int rowParts = isCached ? Math.Clamp(product.M / MinimumPartRows, 1, team.Threads) : 1;
        int columnParts = Math.Max(1, team.Threads / rowParts);
        int partRows = Blocking.DivideUp(product.M, rowParts);
        int highest = TSimd.Count == 16 ? 6 : 3;
        Job<TSimd, TVector> job = new()
        {
            Product = product,
            PartRows = partRows,
            PartColumns = Blocking.RoundUp(Blocking.DivideUp(product.N, columnParts), TileColumns),
            TileRows = Blocking.DivideUp(partRows, Blocking.DivideUp(partRows, highest)),
        };
        team.Run(ref job, job.Tasks);
    }

    private struct Job<TSimd, TVector> : IJob
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        public Product Product;

        /// <summary>Of a task.</summary>
        public int PartRows;
        public int PartColumns;
        public int TileRows;

        public readonly int Tasks => Blocking.DivideUp(Product.M, PartRows) * ColumnParts;

        private readonly int ColumnParts => Blocking.DivideUp(Product.N, PartColumns);

        public readonly void Execute(int task, int worker)
        {
            int row = task / ColumnParts * PartRows;
            int endRow = Math.Min(row + PartRows, Product.M);
            int column = task % ColumnParts * PartColumns;
            int end = Math.Min(column + PartColumns, Product.N);
            for (; column < end; column += ChunkColumns)
            {
                int columns = Math.Min(ChunkColumns, end - column);
                Multiply(row, endRow, column, column + columns);
                if (!Product.Epilogue.IsEmpty)
                {
                    nint offset = (row * Product.CStep) + column;
                    float* c = Product.C + offset;
                    EpilogueKernel<TSimd, TVector>.Run(Product.Epilogue, c, Product.CStep, c, Product.CStep, add: false, offset, column, endRow - row, columns);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Multiply(int firstRow, int endRow, int firstColumn, int endColumn)
        {
            int k = Product.K;
            for (int chunk = 0; chunk < k; chunk += ChunkDepth)
            {
                int depth = Math.Min(ChunkDepth, k - chunk);
                for (int row = firstRow; row < endRow; row += TileRows)
                {
                    int rows = Math.Min(TileRows, endRow - row);
                    float* x = (float*)Product.A.Start + ((nint)row * k) + chunk;
                    float* y = Product.C + (row * Product.CStep);
                    for (int column = firstColumn; column < endColumn; column += TileColumns)
                    {
                        float* w = (float*)Product.B.Start + ((nint)column * k) + chunk;
                        Tile(rows, depth, x, w, k, y + column, Product.CStep, Math.Min(TileColumns, endColumn - column), add: chunk > 0);
                    }
                }
            }
        }

        private static void Tile(int rows, int depth, float* x, float* w, nint k, float* y, nint yStep, int columns, bool add)
        {
            switch (rows)
            {
                case 1: DotTile<TSimd, TVector, Height1>.Run(depth, x, w, k, y, yStep, columns, add); break;
                case 2: DotTile<TSimd, TVector, Height2>.Run(depth, x, w, k, y, yStep, columns, add); break;
                case 3: DotTile<TSimd, TVector, Height3>.Run(depth, x, w, k, y, yStep, columns, add); break;
                case 4: DotTile<TSimd, TVector, Height4>.Run(depth, x, w, k, y, yStep, columns, add); break;
                case 5: DotTile<TSimd, TVector, Height5>.Run(depth, x, w, k, y, yStep, columns, add); break;
                default: DotTile<TSimd, TVector, Height6>.Run(depth, x, w, k, y, yStep, columns, add); break;
            }
        }
    }
}
