using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>The middle of a SwiGLU block: silu(gate) · up, where one matrix product made gate and up side by side.</summary>
/// <remarks>Shazeer 2020, arXiv:2002.05202.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class GatedSiluKernels
{
    /// <summary>y = silu(gate) · up.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="gateUp">[rows, 2 · hidden]: in each row all gates, then all ups.</param>
    /// <param name="y">[rows, hidden].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="hidden">Width of y.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> gateUp, Span<float> y, int rows, int hidden)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(gateUp, rows, 2, hidden);
        Check.Shape(y, rows, hidden);
        fixed (float* pGateUp = gateUp, pY = y)
        {
            int perTask = RowPartition.RowsPerTask(rows, hidden, 16 * 1024);
            ForwardJob job = new() { GateUp = pGateUp, Y = pY, Rows = rows, Hidden = hidden, PerTask = perTask };
            team.Run(ref job, RowPartition.Tasks(rows, perTask));
        }
    }

    /// <summary>The gradients of gate and up.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">[rows, hidden].</param>
    /// <param name="gateUp">[rows, 2 · hidden], as in the forward pass.</param>
    /// <param name="dGateUp">[rows, 2 · hidden], overwritten; may be <paramref name="gateUp"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="hidden">Width of dy.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> dy, ReadOnlySpan<float> gateUp, Span<float> dGateUp, int rows, int hidden)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dy, rows, hidden);
        Check.Shape(gateUp, rows, 2, hidden);
        Check.Shape(dGateUp, rows, 2, hidden);
        fixed (float* pDy = dy, pGateUp = gateUp, pDGateUp = dGateUp)
        {
            int perTask = RowPartition.RowsPerTask(rows, hidden, 16 * 1024);
            BackwardJob job = new() { Dy = pDy, GateUp = pGateUp, DGateUp = pDGateUp, Rows = rows, Hidden = hidden, PerTask = perTask };
            team.Run(ref job, RowPartition.Tasks(rows, perTask));
        }
    }

    private readonly struct Gated : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T gate, T up)
            where T : unmanaged, ILanes<T>
            => gate * up / (T.Of(1) + T.Exp(T.Of(0) - gate));
    }

    private struct ForwardJob : IJob
    {
        public float* GateUp;
        public float* Y;
        public int Rows;
        public int Hidden;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int end = (int)Math.Min((long)(task + 1) * PerTask, Rows);
            for (int row = task * PerTask; row < end; row++)
            {
                float* gate = GateUp + ((long)row * 2 * Hidden);
                float* y = Y + ((long)row * Hidden);
                if (VectorPath.Has512) Map.Range2<Gated, Lanes512>(default, gate, gate + Hidden, y, Hidden);
                else if (VectorPath.Has256) Map.Range2<Gated, Lanes256>(default, gate, gate + Hidden, y, Hidden);
                else Map.Range2<Gated, Lanes128>(default, gate, gate + Hidden, y, Hidden);
            }
        }
    }

    private struct BackwardJob : IJob
    {
        public float* Dy;
        public float* GateUp;
        public float* DGateUp;
        public int Rows;
        public int Hidden;
        public int PerTask;

        public readonly void Execute(int task, int worker)
        {
            int first = task * PerTask;
            int end = (int)Math.Min((long)first + PerTask, Rows);
            if (VectorPath.Has512) Range<Lanes512>(first, end);
            else if (VectorPath.Has256) Range<Lanes256>(first, end);
            else Range<Lanes128>(first, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Range<T>(int first, int end)
            where T : unmanaged, ILanes<T>
        {
            int hidden = Hidden;
            for (int row = first; row < end; row++)
            {
                float* dy = Dy + ((long)row * hidden);
                float* gates = GateUp + ((long)row * 2 * hidden);
                float* dGates = DGateUp + ((long)row * 2 * hidden);
                for (int i = 0; i < hidden; i += T.Count)
                {
                    int left = hidden - i;
                    T d = LaneMath.Load<T>(dy + i, left);
                    T gate = LaneMath.Load<T>(gates + i, left);
                    T up = LaneMath.Load<T>(gates + hidden + i, left);
                    T s = T.Sigmoid(gate);
                    LaneMath.Store(d * up * T.Fma(gate, s * (T.Of(1) - s), s), dGates + i, left);
                    LaneMath.Store(d * gate * s, dGates + hidden + i, left);
                }
            }
        }
    }
}
