using System;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Products;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>Single-precision matrix products of row-major matrices.</summary>
/// <remarks>
/// The value of an element depends on its operands alone: sums run over k in passes of 256, one chain of multiply-adds each, whatever
/// the number of threads and the sizes of the blocks.
/// </remarks>
public static unsafe class Gemm
{
    /// <summary>C = op(A) · op(B), or C += op(A) · op(B), with op the identity or the transpose.</summary>
    /// <param name="transposeA">A is stored [k, m] instead of [m, k].</param>
    /// <param name="transposeB">B is stored [n, k] instead of [k, n].</param>
    /// <param name="lda">Floats from one stored row of A to the next; likewise <paramref name="ldb"/> and <paramref name="ldc"/>.</param>
    /// <param name="c">[m, n]; must not overlap the operands.</param>
    /// <param name="accumulate">Add to C instead of replacing it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or a leading dimension smaller than the stored row.</exception>
    /// <exception cref="ArgumentException">A span is too short for its shape.</exception>
    public static void Multiply(
        ThreadTeam team,
        bool transposeA,
        bool transposeB,
        int m,
        int n,
        int k,
        ReadOnlySpan<float> a,
        int lda,
        ReadOnlySpan<float> b,
        int ldb,
        Span<float> c,
        int ldc,
        bool accumulate = false,
        GemmEpilogue epilogue = default)
        => Multiply(team, transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, accumulate, epilogue, VectorPath.Best);

    /// <summary>The same with a chosen vector width, for tests.</summary>
    internal static void Multiply(
        ThreadTeam team,
        bool transposeA,
        bool transposeB,
        int m,
        int n,
        int k,
        ReadOnlySpan<float> a,
        int lda,
        ReadOnlySpan<float> b,
        int ldb,
        Span<float> c,
        int ldc,
        bool accumulate,
        GemmEpilogue epilogue,
        int path)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        CheckMatrix(a.Length, transposeA ? k : m, transposeA ? m : k, lda, nameof(a), nameof(lda));
        CheckMatrix(b.Length, transposeB ? n : k, transposeB ? k : n, ldb, nameof(b), nameof(ldb));
        CheckMatrix(c.Length, m, n, ldc, nameof(c), nameof(ldc));
        CheckLength(epilogue.Bias.Length, 1, n, n, nameof(epilogue.Bias));
        CheckLength(epilogue.PreActivation.Length, m, n, ldc, nameof(epilogue.PreActivation));
        CheckLength(epilogue.DerivativeAt.Length, m, n, ldc, nameof(epilogue.DerivativeAt));
        CheckLength(epilogue.Residual.Length, m, n, ldc, nameof(epilogue.Residual));
        if (m == 0 || n == 0)
        {
            return;
        }

        fixed (float* pa = a, pb = b, pc = c, bias = epilogue.Bias, pre = epilogue.PreActivation)
        fixed (float* derivativeAt = epilogue.DerivativeAt, residual = epilogue.Residual)
        {
            Product product = new()
            {
                M = m,
                N = n,
                K = k,
                A = new Operand((IntPtr)pa, lda, DepthAdjacent: !transposeA),
                B = new Operand((IntPtr)pb, ldb, DepthAdjacent: transposeB),
                C = pc,
                CStep = ldc,
                Accumulate = accumulate,
                Epilogue = new Epilogue
                {
                    Bias = bias,
                    PreActivation = pre,
                    Activation = epilogue.Activation,
                    DerivativeAt = derivativeAt,
                    Residual = residual,
                },
            };
            ProductRunner.Run(team, product, path);
        }
    }

    private static void CheckMatrix(int length, int rows, int columns, int step, string name, string stepName)
    {
        if (step < columns)
        {
            throw new ArgumentOutOfRangeException(stepName, step, $"Rows of {columns} floats do not fit.");
        }

        if (rows > 0 && columns > 0 && length < ((rows - 1L) * step) + columns)
        {
            ThrowTooShort(length, rows, columns, name);
        }
    }

    private static void CheckLength(int length, int rows, int columns, int step, string name)
    {
        if (length > 0 && length < ((rows - 1L) * step) + columns)
        {
            ThrowTooShort(length, rows, columns, name);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowTooShort(int length, int rows, int columns, string name)
        => throw new ArgumentException($"{length} floats are too few for [{rows}, {columns}].", name);
}
