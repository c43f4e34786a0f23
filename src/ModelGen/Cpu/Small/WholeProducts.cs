using System;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Products;

namespace ModelGen.Cpu.Small;

/// <summary>
/// y = x · Wᵀ for many rows of x and signed bytes for W: a row of x becomes whole numbers of up to 16 bits with one scale, products are added up in 32 bits, exactly, and a sum is multiplied by both scales.
/// Half the multiplications of floats, and the same bits on every width of vectors and with any number of threads.
/// </summary>
internal static unsafe class WholeProducts
{
    /// <summary>1.5 · 2²³: what is added to it is rounded to a whole number, which stands in the lowest bits.</summary>
    private const float Shift = 12582912;

    /// <summary>Elements of a task of rounding.</summary>
    private const int TaskElements = 1 << 14;

    /// <summary>Whether this is the way: signed bytes with a scale for each row.</summary>
    public static bool Fits(in SmallRows rows) => rows is { Format: Quantization.Weights.Int8, IsGrouped: false };

    /// <param name="product">Its B is not looked at.</param>
    /// <param name="rows">Must stay where they are.</param>
    public static void Run(ThreadTeam team, Product product, SmallRows* rows, int path)
    {
        Rounding job = new() { Product = product, Pairs = rows->Blocks * SmallRows.Block / 2, Most = Most(product.K), TaskRows = Math.Max(1, TaskElements / Math.Max(product.K, 1)) };
        job.Lay(team.Scratch(0, job.Lay(null)));
        team.Run(ref job, Blocking.DivideUp(product.M, job.TaskRows));
        product.A = new Operand((IntPtr)job.Numbers, job.Pairs, DepthAdjacent: true);
        product.B = Operand.OfPairs(rows);
        product.K = job.Pairs;
        product.RowScales = job.Scales;
        product.ColumnScales = rows->Scales;
        ProductRunner.RunWhole(team, product, path);
    }

    /// <summary>The largest magnitude with which no sum over what is packed at once passes 31 bits.</summary>
    private static int Most(int columns) => Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * Math.Clamp(columns, 1, 2 * Blocking.MaximumPackedDepth)));

    private struct Rounding : IJob
    {
        public Product Product;
        public int Pairs;
        public int Most;
        public int TaskRows;
        public float* Numbers;
        public float* Scales;

        public long Lay(float* memory)
        {
            ScratchLayout layout = new(memory);
            Numbers = layout.Take((long)Product.M * Pairs);
            Scales = layout.Take(Product.M);
            return layout.Floats;
        }

        public readonly void Execute(int task, int worker)
        {
            int end = Math.Min((task + 1) * TaskRows, Product.M);
            for (int row = task * TaskRows; row < end; row++)
            {
                float* x = (float*)Product.A.Start + (row * Product.A.Step);
                float largest = Math.Abs(TensorPrimitives.MaxMagnitude(new ReadOnlySpan<float>(x, Product.K)));
                Scales[row] = largest / Most;
                Round(x, (short*)(Numbers + ((nint)row * Pairs)), largest == 0 ? 0 : Most / largest);
            }
        }

        // To the nearest, halves to the even one, on every machine.
        private readonly void Round(float* x, short* to, float factor)
        {
            int i = 0;
            for (; i + 16 <= Product.K; i += 16) Vector256.Narrow(Whole(Vector256.Load(x + i), factor), Whole(Vector256.Load(x + i + 8), factor)).Store(to + i);
            for (; i < Product.K; i++) to[i] = (short)(BitConverter.SingleToInt32Bits((x[i] * factor) + Shift) - BitConverter.SingleToInt32Bits(Shift));
            new Span<short>(to + i, (2 * Pairs) - i).Clear();
        }

        private static Vector256<int> Whole(Vector256<float> x, float factor) => ((x * factor) + Vector256.Create(Shift)).AsInt32() - Vector256.Create(BitConverter.SingleToInt32Bits(Shift));
    }
}
