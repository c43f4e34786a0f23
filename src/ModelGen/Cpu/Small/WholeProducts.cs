using System;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

/// <summary>
/// y = x · Wᵀ for many rows of x and signed bytes for W: a row of x becomes whole numbers of up to 16 bits with one scale (<see cref="WholeRows"/>), products are added up in 32 bits, exactly, and a sum is
/// multiplied by both scales. Half the multiplications of floats, and the same bits on every width of vectors and with any number of threads.
/// </summary>
internal static unsafe class WholeProducts
{
    /// <summary>Columns whose products are added up exactly; of longer rows the sums of parts are added as floats.</summary>
    public const int MostColumns = 2 * Blocking.MaximumPackedDepth;

    /// <summary>Whether this is the way: signed bytes with a scale for each row.</summary>
    public static bool Fits(in SmallRows rows) => rows is { Format: Quantization.Weights.Int8, IsGrouped: false };

    /// <param name="product">Its B is not looked at.</param>
    /// <param name="rows">Must stay where they are.</param>
    public static void Run(ThreadTeam team, Product product, SmallRows* rows, int path)
    {
        WholeRows x = WholeRows.Round(team, product, *rows, inHalves: false);
        product.K = (int)(x.RowBytes / sizeof(float));
        product.A = new Operand((IntPtr)x.Numbers, product.K, DepthAdjacent: true);
        product.B = Operand.OfPairs(rows);
        product.RowScales = x.Scales;
        product.ColumnScales = rows->Scales;
        ProductRunner.RunWhole(team, product, path);
    }
}
