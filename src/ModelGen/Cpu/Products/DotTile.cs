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
    private static int Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSimd.Count == 8 ? 16 : TSimd.Count;
    }

    /// <summary>y[rows, columns] = or += x[rows, depth] · w[columns, depth]ᵀ.</summary>
    /// <param name="k">Floats from one row of x, and of w, to the next.</param>
    /// <param name="columns">Rows of w, up to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int depth, float* x, float* w, nint k, float* y, nint yStep, int columns, bool add)
    {
        if (TSimd.Count == 8) RunHalves(depth, x, w, k, y, yStep, columns, add);
        else Pass(depth, x, w, k, y, yStep, columns, add);
    }

    // A method of its own: room on the stack costs all who share the method.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunHalves(int depth, float* x, float* w, nint k, float* y, nint yStep, int columns, bool add)
    {
        float* sums = stackalloc float[THeight.Rows * Columns * Step];
        for (int half = 0; half < Step; half += TSimd.Count)
        {
            Pass(depth - half, x + half, w + half, k, sums + half, Columns * Step, columns, add);
        }

        for (int row = 0; row < THeight.Rows; row++)
        {
            Write(Simd2x256.Sums(Simd2x256.Load(sums), Simd2x256.Load(sums + Step), Simd2x256.Load(sums + (2 * Step)), Simd2x256.Load(sums + (3 * Step))), y, columns, add);
            sums += Columns * Step;
            y += yStep;
        }
    }

    /// <summary>One vector of each step: its sums into y, or, where it is half of the step, unsummed into their place among the step's, [rows, 4, step].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(int depth, float* x, float* w, nint k, float* y, nint yStep, int columns, bool add)
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
        nint i = 0, count = TSimd.Count, step = Step; // asked once, at the start: far down in a method as large as this one, the JIT inlines no more calls
        for (; i + count <= depth; i += step)
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

        Put(c00, c01, c02, c03, y, columns, add);
        if (THeight.Rows > 1) Put(c10, c11, c12, c13, y + (1 * yStep), columns, add);
        if (THeight.Rows > 2) Put(c20, c21, c22, c23, y + (2 * yStep), columns, add);
        if (THeight.Rows > 3) Put(c30, c31, c32, c33, y + (3 * yStep), columns, add);
        if (THeight.Rows > 4) Put(c40, c41, c42, c43, y + (4 * yStep), columns, add);
        if (THeight.Rows > 5) Put(c50, c51, c52, c53, y + (5 * yStep), columns, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(TVector a, TVector b, TVector c, TVector d, float* y, int columns, bool add)
    {
        if (TSimd.Count != 8)
        {
            Write(TSimd.Sums(a, b, c, d), y, columns, add);
            return;
        }

        TSimd.Store(a, y);
        TSimd.Store(b, y + Step);
        TSimd.Store(c, y + (2 * Step));
        TSimd.Store(d, y + (3 * Step));
    }

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
