using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// Up to 6 rows of x times 4 rows of w, both along k as they lie in memory: nothing is packed. Sixteen sums of every sixteenth product (four, in vectors of four) are added up at the end
/// of a chunk of k.
/// </summary>
/// <remarks>
/// 6 x 4 sums + 4 of w + 1 of x take 29 of AVX-512's 32 registers. 10 loads for 24 multiply-adds: those decide. Vectors of eight take two passes, the lower half of every sixteen and then the
/// upper one: the sums of sixteen would not fit the registers, and those of eight would be others than AVX-512's.
/// </remarks>
internal static unsafe class DotTile<TSimd, TVector, THeight>
    where TSimd : ISimd<TVector>
    where TVector : struct
    where THeight : ITileHeight
{
    private const int Columns = 4;

    /// <summary>Floats from a vector to the next that goes into the same sums.</summary>
    private static int Step => TSimd.Count == 8 ? 16 : TSimd.Count;

    /// <summary>y[rows, columns] = or += x[rows, depth] · w[columns, depth]ᵀ.</summary>
    /// <param name="k">Floats from one row of x, and of w, to the next.</param>
    /// <param name="columns">Rows of w, up to 4.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int depth, float* x, float* w, nint k, float* y, nint yStep, int columns, bool add)
    {
        float* sums = stackalloc float[THeight.Rows * Columns * Step];
        for (int half = 0; half < Step; half += TSimd.Count)
        {
            Pass(depth - half, x + half, w + half, k, sums + half, columns);
        }

        for (int row = 0; row < THeight.Rows; row++)
        {
            Write(Sums(sums), y, columns, add);
            sums += Columns * Step;
            y += yStep;
        }
    }

    /// <summary>The sums of one vector of each step, into their place among the step's: [rows, 4, step].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(int depth, float* x, float* w, nint k, float* sums, int columns)
    {
        // Where there are fewer rows the last one is taken again; its sums are not written.
        float* wRow1 = columns > 1 ? w + k : w;
        float* wRow2 = columns > 2 ? wRow1 + k : wRow1;
        float* wRow3 = columns > 3 ? wRow2 + k : wRow2;
        float* x3 = x + (3 * k);
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero, c02 = TSimd.Zero, c03 = TSimd.Zero;
        TVector c10 = TSimd.Zero, c11 = TSimd.Zero, c12 = TSimd.Zero, c13 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero, c22 = TSimd.Zero, c23 = TSimd.Zero;
        TVector c30 = TSimd.Zero, c31 = TSimd.Zero, c32 = TSimd.Zero, c33 = TSimd.Zero;
        TVector c40 = TSimd.Zero, c41 = TSimd.Zero, c42 = TSimd.Zero, c43 = TSimd.Zero;
        TVector c50 = TSimd.Zero, c51 = TSimd.Zero, c52 = TSimd.Zero, c53 = TSimd.Zero;
        nint i = 0;
        for (; i + TSimd.Count <= depth; i += Step)
        {
            TVector w0 = TSimd.Load(w + i), w1 = TSimd.Load(wRow1 + i), w2 = TSimd.Load(wRow2 + i), w3 = TSimd.Load(wRow3 + i);
            TVector v = TSimd.Load(x + i);
            c00 = TSimd.MultiplyAdd(v, w0, c00);
            c01 = TSimd.MultiplyAdd(v, w1, c01);
            c02 = TSimd.MultiplyAdd(v, w2, c02);
            c03 = TSimd.MultiplyAdd(v, w3, c03);

            if (THeight.Rows > 1)
            {
                v = TSimd.Load(x + k + i);
                c10 = TSimd.MultiplyAdd(v, w0, c10);
                c11 = TSimd.MultiplyAdd(v, w1, c11);
                c12 = TSimd.MultiplyAdd(v, w2, c12);
                c13 = TSimd.MultiplyAdd(v, w3, c13);
            }

            if (THeight.Rows > 2)
            {
                v = TSimd.Load(x + (2 * k) + i);
                c20 = TSimd.MultiplyAdd(v, w0, c20);
                c21 = TSimd.MultiplyAdd(v, w1, c21);
                c22 = TSimd.MultiplyAdd(v, w2, c22);
                c23 = TSimd.MultiplyAdd(v, w3, c23);
            }

            if (THeight.Rows > 3)
            {
                v = TSimd.Load(x3 + i);
                c30 = TSimd.MultiplyAdd(v, w0, c30);
                c31 = TSimd.MultiplyAdd(v, w1, c31);
                c32 = TSimd.MultiplyAdd(v, w2, c32);
                c33 = TSimd.MultiplyAdd(v, w3, c33);
            }

            if (THeight.Rows > 4)
            {
                v = TSimd.Load(x3 + k + i);
                c40 = TSimd.MultiplyAdd(v, w0, c40);
                c41 = TSimd.MultiplyAdd(v, w1, c41);
                c42 = TSimd.MultiplyAdd(v, w2, c42);
                c43 = TSimd.MultiplyAdd(v, w3, c43);
            }

            if (THeight.Rows > 5)
            {
                v = TSimd.Load(x3 + (2 * k) + i);
                c50 = TSimd.MultiplyAdd(v, w0, c50);
                c51 = TSimd.MultiplyAdd(v, w1, c51);
                c52 = TSimd.MultiplyAdd(v, w2, c52);
                c53 = TSimd.MultiplyAdd(v, w3, c53);
            }
        }

        if (i < depth)
        {
            int left = depth - (int)i;
            TVector w0 = TSimd.LoadFirst(w + i, left), w1 = TSimd.LoadFirst(wRow1 + i, left), w2 = TSimd.LoadFirst(wRow2 + i, left), w3 = TSimd.LoadFirst(wRow3 + i, left);
            TVector v = TSimd.LoadFirst(x + i, left);
            c00 = TSimd.MultiplyAdd(v, w0, c00);
            c01 = TSimd.MultiplyAdd(v, w1, c01);
            c02 = TSimd.MultiplyAdd(v, w2, c02);
            c03 = TSimd.MultiplyAdd(v, w3, c03);

            if (THeight.Rows > 1)
            {
                v = TSimd.LoadFirst(x + k + i, left);
                c10 = TSimd.MultiplyAdd(v, w0, c10);
                c11 = TSimd.MultiplyAdd(v, w1, c11);
                c12 = TSimd.MultiplyAdd(v, w2, c12);
                c13 = TSimd.MultiplyAdd(v, w3, c13);
            }

            if (THeight.Rows > 2)
            {
                v = TSimd.LoadFirst(x + (2 * k) + i, left);
                c20 = TSimd.MultiplyAdd(v, w0, c20);
                c21 = TSimd.MultiplyAdd(v, w1, c21);
                c22 = TSimd.MultiplyAdd(v, w2, c22);
                c23 = TSimd.MultiplyAdd(v, w3, c23);
            }

            if (THeight.Rows > 3)
            {
                v = TSimd.LoadFirst(x3 + i, left);
                c30 = TSimd.MultiplyAdd(v, w0, c30);
                c31 = TSimd.MultiplyAdd(v, w1, c31);
                c32 = TSimd.MultiplyAdd(v, w2, c32);
                c33 = TSimd.MultiplyAdd(v, w3, c33);
            }

            if (THeight.Rows > 4)
            {
                v = TSimd.LoadFirst(x3 + k + i, left);
                c40 = TSimd.MultiplyAdd(v, w0, c40);
                c41 = TSimd.MultiplyAdd(v, w1, c41);
                c42 = TSimd.MultiplyAdd(v, w2, c42);
                c43 = TSimd.MultiplyAdd(v, w3, c43);
            }

            if (THeight.Rows > 5)
            {
                v = TSimd.LoadFirst(x3 + (2 * k) + i, left);
                c50 = TSimd.MultiplyAdd(v, w0, c50);
                c51 = TSimd.MultiplyAdd(v, w1, c51);
                c52 = TSimd.MultiplyAdd(v, w2, c52);
                c53 = TSimd.MultiplyAdd(v, w3, c53);
            }
        }

        Put(sums, c00, c01, c02, c03);
        if (THeight.Rows > 1) Put(sums + (1 * Columns * Step), c10, c11, c12, c13);
        if (THeight.Rows > 2) Put(sums + (2 * Columns * Step), c20, c21, c22, c23);
        if (THeight.Rows > 3) Put(sums + (3 * Columns * Step), c30, c31, c32, c33);
        if (THeight.Rows > 4) Put(sums + (4 * Columns * Step), c40, c41, c42, c43);
        if (THeight.Rows > 5) Put(sums + (5 * Columns * Step), c50, c51, c52, c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* sums, TVector a, TVector b, TVector c, TVector d)
    {
        TSimd.Store(a, sums);
        TSimd.Store(b, sums + Step);
        TSimd.Store(c, sums + (2 * Step));
        TSimd.Store(d, sums + (3 * Step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(float* s)
        => TSimd.Count == 8
            ? Simd2x256.Sums(Simd2x256.Load(s), Simd2x256.Load(s + Step), Simd2x256.Load(s + (2 * Step)), Simd2x256.Load(s + (3 * Step)))
            : TSimd.Sums(TSimd.Load(s), TSimd.Load(s + Step), TSimd.Load(s + (2 * Step)), TSimd.Load(s + (3 * Step)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector128<float> sums, float* y, int columns, bool add)
    {
        if (columns == 4)
        {
            (add ? Vector128.Load(y) + sums : sums).Store(y);
            return;
        }

        for (int i = 0; i < columns; i++)
        {
            y[i] = add ? y[i] + sums.GetElement(i) : sums.GetElement(i);
        }
    }
}
