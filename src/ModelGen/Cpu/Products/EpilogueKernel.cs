using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Brings a block of complete sums to C, adding what is there if wanted, and applies an <see cref="Epilogue"/> on the way.</summary>
internal static unsafe class EpilogueKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <param name="sums">The block's first sum; may be <paramref name="c"/> itself.</param>
    /// <param name="add">Add the sums to C.</param>
    /// <param name="offset">The distance of the block's first element from the start of C: the same in every [m, n] operand.</param>
    /// <param name="column">Its column, for the bias.</param>
    public static void Run(in Epilogue epilogue, float* sums, nint sumStep, float* c, nint step, bool add, nint offset, int column, int rows, int columns)
    {
        switch (epilogue.Activation)
        {
            case Activation.Relu: Run<Relu>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.Gelu: Run<Gelu>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.GeluTanh: Run<GeluTanh>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.Silu: Run<Silu>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.Tanh: Run<Tanh>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.Sigmoid: Run<Sigmoid>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            case Activation.Softplus: Run<Softplus>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
            default: Run<Identity>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TActivation>(in Epilogue epilogue, float* sums, nint sumStep, float* c, nint step, bool add, nint offset, int column, int rows, int columns)
        where TActivation : IActivation
    {
        float* bias = epilogue.Bias;
        float* pre = epilogue.PreActivation;
        float* derivativeAt = epilogue.DerivativeAt;
        float* residual = epilogue.Residual;
        float* rowBias = epilogue.RowBias == null ? null : epilogue.RowBias + ((offset - column) / step);
        bool isSimple = !add && pre == null && derivativeAt == null && residual == null;
        if (isSimple && sums != c && columns >= TSimd.Count && columns <= 2 * TSimd.Count)
        {
            Simple<TActivation>(bias == null ? null : bias + column, rowBias, sums, sumStep, c, step, rows, columns);
            return;
        }

        if (isSimple && bias == null)
        {
            InRows<TActivation>(rowBias, sums, sumStep, c, step, rows, columns);
            return;
        }

        if (sums != c && columns >= TSimd.Count && columns <= 2 * TSimd.Count)
        {
            InPairs<TActivation>(epilogue, sums, sumStep, c, step, add, offset, column, rows, columns);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            float* sum = sums + (row * sumStep);
            float* line = c + (row * step);
            nint at = offset + (row * step);
            TVector constant = rowBias == null ? TSimd.Zero : TSimd.Create(rowBias[row]);
            int i = 0;
            for (; i + TSimd.Count <= columns; i += TSimd.Count)
            {
                TVector value = TSimd.Load(sum + i);
                if (add)
                {
                    value = TSimd.Add(TSimd.Load(line + i), value);
                }

                if (bias != null)
                {
                    value = TSimd.Add(value, TSimd.Load(bias + column + i));
                }
                else if (rowBias != null)
                {
                    value = TSimd.Add(value, constant);
                }

                if (pre != null)
                {
                    TSimd.Store(value, pre + at + i);
                }

                value = derivativeAt == null
                    ? TActivation.Value<TSimd, TVector>(value)
                    : TSimd.Multiply(value, TActivation.Derivative<TSimd, TVector>(TSimd.Load(derivativeAt + at + i)));
                if (residual != null)
                {
                    value = TSimd.Add(value, TSimd.Load(residual + at + i));
                }

                TSimd.Store(value, line + i);
            }

            int left = columns - i;
            if (left > 0)
            {
                TVector value = TSimd.LoadFirst(sum + i, left);
                if (add)
                {
                    value = TSimd.Add(TSimd.LoadFirst(line + i, left), value);
                }

                if (bias != null)
                {
                    value = TSimd.Add(value, TSimd.LoadFirst(bias + column + i, left));
                }
                else if (rowBias != null)
                {
                    value = TSimd.Add(value, constant);
                }

                if (pre != null)
                {
                    TSimd.StoreFirst(value, pre + at + i, left);
                }

                value = derivativeAt == null
                    ? TActivation.Value<TSimd, TVector>(value)
                    : TSimd.Multiply(value, TActivation.Derivative<TSimd, TVector>(TSimd.LoadFirst(derivativeAt + at + i, left)));
                if (residual != null)
                {
                    value = TSimd.Add(value, TSimd.LoadFirst(residual + at + i, left));
                }

                TSimd.StoreFirst(value, line + i, left);
            }
        }
    }

    /// <summary>Everything that an epilogue can hold, on one or two vectors to a row: what <see cref="Run"/> asks for each vector is asked once a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InPairs<TActivation>(in Epilogue epilogue, float* sums, nint sumStep, float* c, nint step, bool add, nint offset, int column, int rows, int columns)
        where TActivation : IActivation
    {
        // The second vector overlaps the first where there are fewer columns than two: of a row everything is read before anything is written.
        int second = columns - TSimd.Count;
        float* bias = epilogue.Bias == null ? null : epilogue.Bias + column;
        float* pre = epilogue.PreActivation == null ? null : epilogue.PreActivation + offset;
        float* derivativeAt = epilogue.DerivativeAt == null ? null : epilogue.DerivativeAt + offset;
        float* residual = epilogue.Residual == null ? null : epilogue.Residual + offset;
        float* rowBias = epilogue.RowBias == null ? null : epilogue.RowBias + ((offset - column) / step);
        for (int row = 0; row < rows; row++, sums += sumStep)
        {
            TVector v0 = TSimd.Load(sums), v1 = TSimd.Load(sums + second);
            nint at = row * step;
            if (add)
            {
                v0 = TSimd.Add(TSimd.Load(c + at), v0);
                v1 = TSimd.Add(TSimd.Load(c + at + second), v1);
            }

            if (bias != null)
            {
                v0 = TSimd.Add(v0, TSimd.Load(bias));
                v1 = TSimd.Add(v1, TSimd.Load(bias + second));
            }
            else if (rowBias != null)
            {
                TVector constant = TSimd.Create(rowBias[row]);
                v0 = TSimd.Add(v0, constant);
                v1 = TSimd.Add(v1, constant);
            }

            if (pre != null)
            {
                TSimd.Store(v0, pre + at);
                TSimd.Store(v1, pre + at + second);
            }

            if (derivativeAt == null)
            {
                v0 = TActivation.Value<TSimd, TVector>(v0);
                v1 = TActivation.Value<TSimd, TVector>(v1);
            }
            else
            {
                v0 = TSimd.Multiply(v0, TActivation.Derivative<TSimd, TVector>(TSimd.Load(derivativeAt + at)));
                v1 = TSimd.Multiply(v1, TActivation.Derivative<TSimd, TVector>(TSimd.Load(derivativeAt + at + second)));
            }

            if (residual != null)
            {
                v0 = TSimd.Add(v0, TSimd.Load(residual + at));
                v1 = TSimd.Add(v1, TSimd.Load(residual + at + second));
            }

            TSimd.Store(v0, c + at);
            TSimd.Store(v1, c + at + second);
        }
    }

    /// <summary>The common case, whose time a short sum would not hide: at most a bias and an activation, on at most two vectors to a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Simple<TActivation>(float* bias, float* rowBias, float* sums, nint sumStep, float* c, nint step, int rows, int columns)
        where TActivation : IActivation
    {
        // The second vector overlaps the first where there are fewer columns than two.
        int second = columns - TSimd.Count;
        TVector b0 = bias == null ? TSimd.Zero : TSimd.Load(bias);
        TVector b1 = bias == null ? TSimd.Zero : TSimd.Load(bias + second);
        for (int row = 0; row < rows; row++)
        {
            if (rowBias != null)
            {
                b0 = b1 = TSimd.Create(rowBias[row]);
            }

            TSimd.Store(TActivation.Value<TSimd, TVector>(TSimd.Add(TSimd.Load(sums), b0)), c);
            TSimd.Store(TActivation.Value<TSimd, TVector>(TSimd.Add(TSimd.Load(sums + second), b1)), c + second);
            sums += sumStep;
            c += step;
        }
    }

    /// <summary>At most a number for each row and an activation. The sums may be C itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InRows<TActivation>(float* rowBias, float* sums, nint sumStep, float* c, nint step, int rows, int columns)
        where TActivation : IActivation
    {
        int whole = columns / TSimd.Count * TSimd.Count;
        for (int row = 0; row < rows; row++, sums += sumStep, c += step)
        {
            TVector constant = rowBias == null ? TSimd.Zero : TSimd.Create(rowBias[row]);
            for (int i = 0; i < whole; i += TSimd.Count)
            {
                TSimd.Store(TActivation.Value<TSimd, TVector>(TSimd.Add(TSimd.Load(sums + i), constant)), c + i);
            }

            if (whole < columns)
            {
                TSimd.StoreFirst(TActivation.Value<TSimd, TVector>(TSimd.Add(TSimd.LoadFirst(sums + whole, columns - whole), constant)), c + whole, columns - whole);
            }
        }
    }
}
