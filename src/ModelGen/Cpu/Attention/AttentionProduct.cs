using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>
/// Small matrix products inside the caches: c[rows, columns] (=|+=) a[rows, depth] · b[depth, columns]. a is read one float at a
/// time, so it may lie either way; b and c have whole registers in a row. All of attention's products have this form without
/// packing keys or values.
/// </summary>
/// <remarks>Six rows by two registers: twelve sums, which hides the latency of the addition and fits sixteen registers.</remarks>
internal static unsafe class AttentionProduct
{
    /// <summary>The product; any number of rows.</summary>
    /// <param name="a">a[r, k] is at r · aRow + k · aStep.</param>
    /// <param name="aRow">Distance of a's rows.</param>
    /// <param name="aStep">Distance of the elements of a row.</param>
    /// <param name="b">b[k, j] is at k · bStep + j.</param>
    /// <param name="bStep">Distance of b's rows.</param>
    /// <param name="c">c[r, j] is at r · cRow + j.</param>
    /// <param name="cRow">Distance of c's rows.</param>
    /// <param name="rows">Rows of a and c, any number.</param>
    /// <param name="columns">Columns of b and c, a multiple of the register.</param>
    /// <param name="depth">Columns of a.</param>
    /// <param name="add">Whether the product is added to c.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int rows, int columns, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        int column = 0;
        for (; column <= columns - (2 * T.Count); column += 2 * T.Count)
        {
            int r = 0;
            for (; r <= rows - 6; r += 6) Rows6x2<T>(a + (r * aRow), aRow, aStep, b + column, bStep, c + (r * cRow) + column, cRow, depth, add);
            for (; r <= rows - 4; r += 4) Rows4x2<T>(a + (r * aRow), aRow, aStep, b + column, bStep, c + (r * cRow) + column, cRow, depth, add);
            for (; r < rows; r++) Rows1x2<T>(a + (r * aRow), aRow, aStep, b + column, bStep, c + (r * cRow) + column, cRow, depth, add);
        }

        for (; column < columns; column += T.Count)
        {
            int r = 0;
            for (; r <= rows - 8; r += 8) Rows8x1<T>(a + (r * aRow), aRow, aStep, b + column, bStep, c + (r * cRow) + column, cRow, depth, add);
            for (; r < rows; r++) Rows1x1<T>(a + (r * aRow), aRow, aStep, b + column, bStep, c + (r * cRow) + column, cRow, depth, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6x2<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        T c00 = T.Of(0), c01 = T.Of(0);
        T c10 = T.Of(0), c11 = T.Of(0);
        T c20 = T.Of(0), c21 = T.Of(0);
        T c30 = T.Of(0), c31 = T.Of(0);
        T c40 = T.Of(0), c41 = T.Of(0);
        T c50 = T.Of(0), c51 = T.Of(0);
        float* a3 = a + (3 * aRow);
        for (int k = 0; k < depth; k++)
        {
            T b0 = T.Load(b), b1 = T.Load(b + T.Count);
            T x = T.Of(a[0]);
            c00 = T.Fma(x, b0, c00);
            c01 = T.Fma(x, b1, c01);
            x = T.Of(a[aRow]);
            c10 = T.Fma(x, b0, c10);
            c11 = T.Fma(x, b1, c11);
            x = T.Of(a[2 * aRow]);
            c20 = T.Fma(x, b0, c20);
            c21 = T.Fma(x, b1, c21);
            x = T.Of(a3[0]);
            c30 = T.Fma(x, b0, c30);
            c31 = T.Fma(x, b1, c31);
            x = T.Of(a3[aRow]);
            c40 = T.Fma(x, b0, c40);
            c41 = T.Fma(x, b1, c41);
            x = T.Of(a3[2 * aRow]);
            c50 = T.Fma(x, b0, c50);
            c51 = T.Fma(x, b1, c51);
            a += aStep;
            a3 += aStep;
            b += bStep;
        }

        Put(c00, c01, c, add);
        Put(c10, c11, c + cRow, add);
        Put(c20, c21, c + (2 * cRow), add);
        Put(c30, c31, c + (3 * cRow), add);
        Put(c40, c41, c + (4 * cRow), add);
        Put(c50, c51, c + (5 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4x2<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        T c00 = T.Of(0), c01 = T.Of(0);
        T c10 = T.Of(0), c11 = T.Of(0);
        T c20 = T.Of(0), c21 = T.Of(0);
        T c30 = T.Of(0), c31 = T.Of(0);
        float* a2 = a + (2 * aRow);
        for (int k = 0; k < depth; k++)
        {
            T b0 = T.Load(b), b1 = T.Load(b + T.Count);
            T x = T.Of(a[0]);
            c00 = T.Fma(x, b0, c00);
            c01 = T.Fma(x, b1, c01);
            x = T.Of(a[aRow]);
            c10 = T.Fma(x, b0, c10);
            c11 = T.Fma(x, b1, c11);
            x = T.Of(a2[0]);
            c20 = T.Fma(x, b0, c20);
            c21 = T.Fma(x, b1, c21);
            x = T.Of(a2[aRow]);
            c30 = T.Fma(x, b0, c30);
            c31 = T.Fma(x, b1, c31);
            a += aStep;
            a2 += aStep;
            b += bStep;
        }

        Put(c00, c01, c, add);
        Put(c10, c11, c + cRow, add);
        Put(c20, c21, c + (2 * cRow), add);
        Put(c30, c31, c + (3 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1x2<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        T c00 = T.Of(0), c01 = T.Of(0);
        for (int k = 0; k < depth; k++)
        {
            T b0 = T.Load(b), b1 = T.Load(b + T.Count);
            T x = T.Of(a[0]);
            c00 = T.Fma(x, b0, c00);
            c01 = T.Fma(x, b1, c01);
            a += aStep;
            b += bStep;
        }

        Put(c00, c01, c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8x1<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        T c00 = T.Of(0);
        T c10 = T.Of(0);
        T c20 = T.Of(0);
        T c30 = T.Of(0);
        T c40 = T.Of(0);
        T c50 = T.Of(0);
        T c60 = T.Of(0);
        T c70 = T.Of(0);
        float* a4 = a + (4 * aRow);
        for (int k = 0; k < depth; k++)
        {
            T b0 = T.Load(b);
            T x = T.Of(a[0]);
            c00 = T.Fma(x, b0, c00);
            x = T.Of(a[aRow]);
            c10 = T.Fma(x, b0, c10);
            x = T.Of(a[2 * aRow]);
            c20 = T.Fma(x, b0, c20);
            x = T.Of(a[3 * aRow]);
            c30 = T.Fma(x, b0, c30);
            x = T.Of(a4[0]);
            c40 = T.Fma(x, b0, c40);
            x = T.Of(a4[aRow]);
            c50 = T.Fma(x, b0, c50);
            x = T.Of(a4[2 * aRow]);
            c60 = T.Fma(x, b0, c60);
            x = T.Of(a4[3 * aRow]);
            c70 = T.Fma(x, b0, c70);
            a += aStep;
            a4 += aStep;
            b += bStep;
        }

        Put(c00, c, add);
        Put(c10, c + cRow, add);
        Put(c20, c + (2 * cRow), add);
        Put(c30, c + (3 * cRow), add);
        Put(c40, c + (4 * cRow), add);
        Put(c50, c + (5 * cRow), add);
        Put(c60, c + (6 * cRow), add);
        Put(c70, c + (7 * cRow), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1x1<T>(float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, nint cRow, int depth, bool add)
        where T : unmanaged, ILanes<T>
    {
        T c00 = T.Of(0);
        for (int k = 0; k < depth; k++)
        {
            T b0 = T.Load(b);
            T x = T.Of(a[0]);
            c00 = T.Fma(x, b0, c00);
            a += aStep;
            b += bStep;
        }

        Put(c00, c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T left, T right, float* c, bool add)
        where T : unmanaged, ILanes<T>
    {
        if (add)
        {
            left += T.Load(c);
            right += T.Load(c + T.Count);
        }

        left.Store(c);
        right.Store(c + T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T sum, float* c, bool add)
        where T : unmanaged, ILanes<T>
    {
        if (add) sum += T.Load(c);
        sum.Store(c);
    }
}
