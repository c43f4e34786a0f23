using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>
/// The innermost loop of the matrix product: a tile, up to 14 rows by 2 vectors, kept in registers while k runs. Every element is
/// one chain of multiply-adds in the order of k, so tile height, vector width and threads do not change its value.
/// </summary>
/// <remarks>
/// The rows are written out and cut by constants of <typeparamref name="THeight"/>: an array of accumulators would live in memory.
/// 14 x 2 vectors + 2 of B + 1 broadcast take 31 of AVX-512's 32 registers; 6 x 2 take 15 of AVX2's 16.
/// </remarks>
internal static unsafe class MicroKernel<TSimd, TVector, THeight, TSteps>
    where TSimd : ITileSimd<TVector>
    where TVector : struct
    where THeight : ITileHeight
    where TSteps : ISteps
{
    /// <summary>tile[rows, 2 vectors] = or += A[rows, depth] · B[depth, 2 vectors].</summary>
    /// <param name="a">Step k begins at a + k · <paramref name="aStep"/>; its rows are consecutive.</param>
    /// <param name="b">Step k begins at b + k · <paramref name="bStep"/>, or at b + table[k] (see <see cref="ISteps"/>); its columns are consecutive.</param>
    /// <param name="tile">Two vectors to a row; the rows lie <paramref name="tileStep"/> apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int depth, float* a, nint aStep, float* b, nint bStep, int* table, float* tile, nint tileStep, bool add)
    {
        TVector c00 = TSimd.Zero, c01 = TSimd.Zero;
        TVector c10 = TSimd.Zero, c11 = TSimd.Zero;
        TVector c20 = TSimd.Zero, c21 = TSimd.Zero;
        TVector c30 = TSimd.Zero, c31 = TSimd.Zero;
        TVector c40 = TSimd.Zero, c41 = TSimd.Zero;
        TVector c50 = TSimd.Zero, c51 = TSimd.Zero;
        TVector c60 = TSimd.Zero, c61 = TSimd.Zero;
        TVector c70 = TSimd.Zero, c71 = TSimd.Zero;
        TVector c80 = TSimd.Zero, c81 = TSimd.Zero;
        TVector c90 = TSimd.Zero, c91 = TSimd.Zero;
        TVector c100 = TSimd.Zero, c101 = TSimd.Zero;
        TVector c110 = TSimd.Zero, c111 = TSimd.Zero;
        TVector c120 = TSimd.Zero, c121 = TSimd.Zero;
        TVector c130 = TSimd.Zero, c131 = TSimd.Zero;

        for (int k = 0; k < depth; k++)
        {
            float* columns = TSteps.AreTabled ? b + table[k] : b;
            TVector b0 = TSimd.Load(columns);
            TVector b1 = TSimd.Load(columns + TSimd.Count);
            TVector x = TSimd.Create(a[0]);
            c00 = TSimd.MultiplyAdd(x, b0, c00);
            c01 = TSimd.MultiplyAdd(x, b1, c01);
            if (THeight.Rows > 1)
            {
                x = TSimd.Create(a[1]);
                c10 = TSimd.MultiplyAdd(x, b0, c10);
                c11 = TSimd.MultiplyAdd(x, b1, c11);
            }

            if (THeight.Rows > 2)
            {
                x = TSimd.Create(a[2]);
                c20 = TSimd.MultiplyAdd(x, b0, c20);
                c21 = TSimd.MultiplyAdd(x, b1, c21);
            }

            if (THeight.Rows > 3)
            {
                x = TSimd.Create(a[3]);
                c30 = TSimd.MultiplyAdd(x, b0, c30);
                c31 = TSimd.MultiplyAdd(x, b1, c31);
            }

            if (THeight.Rows > 4)
            {
                x = TSimd.Create(a[4]);
                c40 = TSimd.MultiplyAdd(x, b0, c40);
                c41 = TSimd.MultiplyAdd(x, b1, c41);
            }

            if (THeight.Rows > 5)
            {
                x = TSimd.Create(a[5]);
                c50 = TSimd.MultiplyAdd(x, b0, c50);
                c51 = TSimd.MultiplyAdd(x, b1, c51);
            }

            if (THeight.Rows > 6)
            {
                x = TSimd.Create(a[6]);
                c60 = TSimd.MultiplyAdd(x, b0, c60);
                c61 = TSimd.MultiplyAdd(x, b1, c61);
            }

            if (THeight.Rows > 7)
            {
                x = TSimd.Create(a[7]);
                c70 = TSimd.MultiplyAdd(x, b0, c70);
                c71 = TSimd.MultiplyAdd(x, b1, c71);
            }

            if (THeight.Rows > 8)
            {
                x = TSimd.Create(a[8]);
                c80 = TSimd.MultiplyAdd(x, b0, c80);
                c81 = TSimd.MultiplyAdd(x, b1, c81);
            }

            if (THeight.Rows > 9)
            {
                x = TSimd.Create(a[9]);
                c90 = TSimd.MultiplyAdd(x, b0, c90);
                c91 = TSimd.MultiplyAdd(x, b1, c91);
            }

            if (THeight.Rows > 10)
            {
                x = TSimd.Create(a[10]);
                c100 = TSimd.MultiplyAdd(x, b0, c100);
                c101 = TSimd.MultiplyAdd(x, b1, c101);
            }

            if (THeight.Rows > 11)
            {
                x = TSimd.Create(a[11]);
                c110 = TSimd.MultiplyAdd(x, b0, c110);
                c111 = TSimd.MultiplyAdd(x, b1, c111);
            }

            if (THeight.Rows > 12)
            {
                x = TSimd.Create(a[12]);
                c120 = TSimd.MultiplyAdd(x, b0, c120);
                c121 = TSimd.MultiplyAdd(x, b1, c121);
            }

            if (THeight.Rows > 13)
            {
                x = TSimd.Create(a[13]);
                c130 = TSimd.MultiplyAdd(x, b0, c130);
                c131 = TSimd.MultiplyAdd(x, b1, c131);
            }

            a += aStep;
            if (!TSteps.AreTabled)
            {
                b += bStep;
            }
        }

        Write(tile, c00, c01, add);
        if (THeight.Rows > 1)
        {
            Write(tile + (1 * tileStep), c10, c11, add);
        }

        if (THeight.Rows > 2)
        {
            Write(tile + (2 * tileStep), c20, c21, add);
        }

        if (THeight.Rows > 3)
        {
            Write(tile + (3 * tileStep), c30, c31, add);
        }

        if (THeight.Rows > 4)
        {
            Write(tile + (4 * tileStep), c40, c41, add);
        }

        if (THeight.Rows > 5)
        {
            Write(tile + (5 * tileStep), c50, c51, add);
        }

        if (THeight.Rows > 6)
        {
            Write(tile + (6 * tileStep), c60, c61, add);
        }

        if (THeight.Rows > 7)
        {
            Write(tile + (7 * tileStep), c70, c71, add);
        }

        if (THeight.Rows > 8)
        {
            Write(tile + (8 * tileStep), c80, c81, add);
        }

        if (THeight.Rows > 9)
        {
            Write(tile + (9 * tileStep), c90, c91, add);
        }

        if (THeight.Rows > 10)
        {
            Write(tile + (10 * tileStep), c100, c101, add);
        }

        if (THeight.Rows > 11)
        {
            Write(tile + (11 * tileStep), c110, c111, add);
        }

        if (THeight.Rows > 12)
        {
            Write(tile + (12 * tileStep), c120, c121, add);
        }

        if (THeight.Rows > 13)
        {
            Write(tile + (13 * tileStep), c130, c131, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(float* target, TVector first, TVector second, bool add)
    {
        if (add)
        {
            first = TSimd.Add(TSimd.Load(target), first);
            second = TSimd.Add(TSimd.Load(target + TSimd.Count), second);
        }

        TSimd.Store(first, target);
        TSimd.Store(second, target + TSimd.Count);
    }
}
