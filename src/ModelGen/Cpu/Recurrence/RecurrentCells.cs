using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu;

/// <summary>The pointwise part of a recurrent layer: one step of some sequences.</summary>
internal unsafe struct RecurrentCells
{
    public RecurrentKind Kind;
    public int Hidden;
    public int Width;
    public int Length;
    public bool Reverse;
    public float* Projected;
    public float* Bias;
    public float* Mask;
    public float* Y;
    public float* Gates;
    public float* Cells;

    /// <summary>[batch, hidden]: the states and cells before the first step; null: zeros.</summary>
    public float* Start;
    public float* StartCell;
    public float* Dy;

    /// <summary>The gradient of <see cref="Cells"/>, of an LSTM; null: nobody reads them.</summary>
    public float* DCells;
    public float* DProjected;
    public float* DState;
    public float* DStart;
    public float* DStartCell;

    /// <param name="isFirst">What goes before this step is the start.</param>
    /// <param name="product">[rows, width]: U h + b'; null where h is zero and it is b'.</param>
    /// <param name="cell">[rows, hidden]: the cells of an LSTM, updated.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Forward<T>(int first, int rows, int step, bool isFirst, float* product, float* cell)
        where T : unmanaged, ILanes<T>
    {
        for (int row = 0; row < rows; row++)
        {
            nint at = ((nint)(first + row) * Length) + step;
            float* y = Y + (at * Hidden);
            float* before = !isFirst ? y + (Reverse ? Hidden : -Hidden) : Start == null ? null : Start + ((nint)(first + row) * Hidden);
            float* u = product == null ? Bias : product + ((nint)row * Width);
            float* c = cell + ((nint)row * Hidden);
            float* gates = Gates == null ? null : Gates + (at * Width);
            float* cells = Cells == null ? null : Cells + (at * Hidden);
            if (Mask != null && Mask[at] == 0)
            {
                Keep(before, y);
                if (cells != null) Rows.Copy(c, cells, Hidden);
                continue;
            }

            float* p = Projected + (at * Width);
            for (int i = 0; i < Hidden; i += T.Count)
            {
                int left = Hidden - i;
                switch (Kind)
                {
                    case RecurrentKind.Lstm: Lstm<T>(p + i, u + i, c + i, y + i, gates + i, cells + i, gates != null, cells != null, left); break;
                    case RecurrentKind.Gru: Gru<T>(p + i, u + i, before == null ? null : before + i, y + i, gates + i, cells + i, gates != null, cells != null, left); break;
                    default: LaneMath.Store(T.Value<Tanh>(LaneMath.Load<T>(p + i, left) + LaneMath.Load<T>(u + i, left)), y + i, left); break;
                }
            }
        }
    }

    /// <param name="isFirst">What goes before this step is the start.</param>
    /// <param name="product">[rows, hidden]: the gradient that the step after it sends through U; null at the last step.</param>
    /// <param name="state">[rows, hidden]: the gradient that it sends past U, updated for the step before.</param>
    /// <param name="cell">[rows, hidden]: the gradient of the cells of an LSTM, updated for the step before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Backward<T>(int first, int rows, int step, bool isFirst, float* product, float* state, float* cell)
        where T : unmanaged, ILanes<T>
    {
        for (int row = 0; row < rows; row++)
        {
            nint at = ((nint)(first + row) * Length) + step;
            nint back = Reverse ? Hidden : -Hidden;
            float* through = product == null ? null : product + ((nint)row * Hidden);
            float* past = state + ((nint)row * Hidden);
            nint start = (nint)(first + row) * Hidden;
            bool isMasked = Mask != null && Mask[at] == 0;
            if (isMasked)
            {
                Rows.Clear(DProjected + (at * Width), Width);
                if (DState != DProjected) Rows.Clear(DState + (at * Width), Width);
            }

            for (int i = 0; i < Hidden; i += T.Count)
            {
                int left = Hidden - i;
                nint h = (at * Hidden) + i;
                T dh = Dy == null ? LaneMath.Load<T>(past + i, left) : LaneMath.Load<T>(Dy + h, left) + LaneMath.Load<T>(past + i, left);
                if (through != null) dh += LaneMath.Load<T>(through + i, left);
                float* dCell = cell + ((nint)row * Hidden) + i;
                if (DCells != null) LaneMath.Store(LaneMath.Load<T>(dCell, left) + LaneMath.Load<T>(DCells + h, left), dCell, left);
                if (isMasked)
                {
                    LaneMath.Store(dh, past + i, left); // the state went by
                    continue;
                }

                float* dp = DProjected + (at * Width) + i;
                float* gates = Gates + (at * Width) + i;
                switch (Kind)
                {
                    case RecurrentKind.Lstm:
                        T cBefore = !isFirst ? LaneMath.Load<T>(Cells + h + back, left) : StartCell == null ? T.Of(0) : LaneMath.Load<T>(StartCell + start + i, left);
                        LstmBackward(dh, LaneMath.Load<T>(Cells + h, left), cBefore, gates, dp, dCell, left);
                        LaneMath.Store(T.Of(0), past + i, left);
                        break;
                    case RecurrentKind.Gru:
                        T hBefore = !isFirst ? LaneMath.Load<T>(Y + h + back, left) : Start == null ? T.Of(0) : LaneMath.Load<T>(Start + start + i, left);
                        LaneMath.Store(GruBackward(dh, hBefore, LaneMath.Load<T>(Cells + h, left), gates, dp, DState + (at * Width) + i, left), past + i, left);
                        break;
                    default:
                        T y = LaneMath.Load<T>(Y + h, left);
                        LaneMath.Store(dh * (T.Of(1) - (y * y)), dp, left);
                        LaneMath.Store(T.Of(0), past + i, left);
                        break;
                }
            }
        }
    }

    /// <summary>The gradients of the start, behind the first step's.</summary>
    /// <param name="product">[rows, hidden]: what the first step sends through U.</param>
    /// <inheritdoc cref="Backward"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void BackwardStart<T>(int first, int rows, float* product, float* state, float* cell)
        where T : unmanaged, ILanes<T>
    {
        int count = rows * Hidden;
        nint at = (nint)first * Hidden;
        for (int i = 0; i < count && DStart != null; i += T.Count)
        {
            LaneMath.Store(LaneMath.Load<T>(product + i, count - i) + LaneMath.Load<T>(state + i, count - i), DStart + at + i, count - i);
        }

        if (DStartCell != null) Rows.Copy(cell, DStartCell + at, count);
    }

    private readonly void Keep(float* before, float* y)
    {
        if (before == null) Rows.Clear(y, Hidden);
        else Rows.Copy(before, y, Hidden);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Lstm<T>(float* p, float* u, float* c, float* y, float* gates, float* cells, bool keepGates, bool keepCells, int left)
        where T : unmanaged, ILanes<T>
    {
        int h = Hidden;
        T i = T.Sigmoid(LaneMath.Load<T>(p, left) + LaneMath.Load<T>(u, left));
        T f = T.Sigmoid(LaneMath.Load<T>(p + h, left) + LaneMath.Load<T>(u + h, left));
        T g = T.Value<Tanh>(LaneMath.Load<T>(p + (2 * h), left) + LaneMath.Load<T>(u + (2 * h), left));
        T o = T.Sigmoid(LaneMath.Load<T>(p + (3 * h), left) + LaneMath.Load<T>(u + (3 * h), left));
        T next = T.Fma(f, LaneMath.Load<T>(c, left), i * g);
        LaneMath.Store(next, c, left);
        LaneMath.Store(o * T.Value<Tanh>(next), y, left);
        if (keepCells) LaneMath.Store(next, cells, left);
        if (!keepGates) return;
        LaneMath.Store(i, gates, left);
        LaneMath.Store(f, gates + h, left);
        LaneMath.Store(g, gates + (2 * h), left);
        LaneMath.Store(o, gates + (3 * h), left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void LstmBackward<T>(T dh, T c, T cBefore, float* gates, float* dp, float* dCell, int left)
        where T : unmanaged, ILanes<T>
    {
        int h = Hidden;
        T one = T.Of(1);
        T i = LaneMath.Load<T>(gates, left), f = LaneMath.Load<T>(gates + h, left), g = LaneMath.Load<T>(gates + (2 * h), left), o = LaneMath.Load<T>(gates + (3 * h), left);
        T tanh = T.Value<Tanh>(c);
        T dc = T.Fma(dh * o, one - (tanh * tanh), LaneMath.Load<T>(dCell, left));
        LaneMath.Store(dc * g * i * (one - i), dp, left);
        LaneMath.Store(dc * cBefore * f * (one - f), dp + h, left);
        LaneMath.Store(dc * i * (one - (g * g)), dp + (2 * h), left);
        LaneMath.Store(dh * tanh * o * (one - o), dp + (3 * h), left);
        LaneMath.Store(dc * f, dCell, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Gru<T>(float* p, float* u, float* before, float* y, float* gates, float* cells, bool keepGates, bool keepCells, int left)
        where T : unmanaged, ILanes<T>
    {
        int h = Hidden;
        T r = T.Sigmoid(LaneMath.Load<T>(p, left) + LaneMath.Load<T>(u, left));
        T z = T.Sigmoid(LaneMath.Load<T>(p + h, left) + LaneMath.Load<T>(u + h, left));
        T un = LaneMath.Load<T>(u + (2 * h), left);
        T n = T.Value<Tanh>(T.Fma(r, un, LaneMath.Load<T>(p + (2 * h), left)));
        T state = before == null ? T.Of(0) : LaneMath.Load<T>(before, left);
        LaneMath.Store(T.Fma(z, state - n, n), y, left);
        if (keepCells) LaneMath.Store(un, cells, left);
        if (!keepGates) return;
        LaneMath.Store(r, gates, left);
        LaneMath.Store(z, gates + h, left);
        LaneMath.Store(n, gates + (2 * h), left);
    }

    /// <returns>The gradient that goes past U to the state before.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T GruBackward<T>(T dh, T hBefore, T un, float* gates, float* dp, float* du, int left)
        where T : unmanaged, ILanes<T>
    {
        int h = Hidden;
        T one = T.Of(1);
        T r = LaneMath.Load<T>(gates, left), z = LaneMath.Load<T>(gates + h, left), n = LaneMath.Load<T>(gates + (2 * h), left);
        T dn = dh * (one - z) * (one - (n * n));
        T dr = dn * un * r * (one - r), dz = dh * (hBefore - n) * z * (one - z);
        LaneMath.Store(dr, dp, left);
        LaneMath.Store(dz, dp + h, left);
        LaneMath.Store(dn, dp + (2 * h), left);
        LaneMath.Store(dr, du, left);
        LaneMath.Store(dz, du + h, left);
        LaneMath.Store(dn * r, du + (2 * h), left);
        return dh * z;
    }
}
