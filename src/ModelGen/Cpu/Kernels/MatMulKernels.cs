using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Products of matrices, one for each example.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatMulKernels
{
    /// <summary>From here on one product has work for the whole team.</summary>
    private const long Alone = 1 << 17;

    /// <summary>y = op(a) · op(b) of each example, with op the identity or the transpose.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="a">[batch, m, k], or [batch, k, m] if transposed; without the batch if shared.</param>
    /// <param name="b">[batch, k, n], or [batch, n, k] if transposed.</param>
    /// <param name="y">[batch, m, n]; [m, n] for the sum over the batch.</param>
    /// <param name="batch">Number of examples.</param>
    /// <param name="m">Rows of the result.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="k">What is summed over.</param>
    /// <param name="transposeA">a is stored the other way round.</param>
    /// <param name="transposeB">b is stored the other way round.</param>
    /// <param name="aIsShared">One a for all examples.</param>
    /// <param name="sums">y is the sum over the examples.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Multiply(ThreadTeam team, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, int batch, int m, int n, int k,
        bool transposeA = false, bool transposeB = false, bool aIsShared = false, bool sums = false)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(a, aIsShared ? 1 : batch, m, k);
        Check.Shape(b, batch, k, n);
        Check.Shape(y, sums ? 1 : batch, m, n);
        if (batch == 0 || k == 0)
        {
            y.Clear();
            return;
        }

        Job job = new() { Team = team, A = a, B = b, Y = y, M = m, N = n, K = k, TransposeA = transposeA, TransposeB = transposeB, AIsShared = aIsShared, Sums = sums };
        if (!sums && batch > 1 && (long)m * n * k < Alone)
        {
            team.Run(ref job, batch);
            return;
        }

        for (int example = 0; example < batch; example++) job.Execute(example, 0);
    }

    private ref struct Job : IJob
    {
        public ThreadTeam Team;
        public ReadOnlySpan<float> A;
        public ReadOnlySpan<float> B;
        public Span<float> Y;
        public int M;
        public int N;
        public int K;
        public bool TransposeA;
        public bool TransposeB;
        public bool AIsShared;
        public bool Sums;

        public readonly void Execute(int task, int worker)
        {
            ReadOnlySpan<float> a = AIsShared ? A : A.Slice(task * M * K, M * K);
            Span<float> y = Sums ? Y : Y.Slice(task * M * N, M * N);
            Gemm.Multiply(Team, TransposeA, TransposeB, M, N, K, a, TransposeA ? M : K, B.Slice(task * K * N, K * N), TransposeB ? K : N, y, N, accumulate: Sums && task > 0);
        }
    }
}
