using System.Runtime.CompilerServices;
using ModelGen.Cpu.Simd;

namespace ModelGen.Cpu.Products;

/// <summary>Applies an <see cref="Epilogue"/> to a block of C.</summary>
internal static unsafe class EpilogueKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : struct
{
    /// <param name="c">The block's first element.</param>
    /// <param name="offset">Its distance from the start of C: the same in every [m, n] operand.</param>
    /// <param name="column">Its column, for the bias.</param>
    public static void Run(in Epilogue epilogue, float* c, nint step, nint offset, int column, int rows, int columns)
    {
        switch (epilogue.Activation)
        {
            case Activation.Relu: Run<Relu>(epilogue, c, step, offset, column, rows, columns); break;
            case Activation.Gelu: Run<Gelu>(epilogue, c, step, offset, column, rows, columns); break;
            case Activation.GeluTanh: Run<GeluTanh>(epilogue, c, step, offset, column, rows, columns); break;
            case Activation.Silu: Run<Silu>(epilogue, c, step, offset, column, rows, columns); break;
            case Activation.Tanh: Run<Tanh>(epilogue, c, step, offset, column, rows, columns); break;
            case Activation.Sigmoid: Run<Sigmoid>(epilogue, c, step, offset, column, rows, columns); break;
            default: Run<Identity>(epilogue, c, step, offset, column, rows, columns); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TActivation>(in Epilogue epilogue, float* c, nint step, nint offset, int column, int rows, int columns)
        where TActivation : IActivation
    {
        float* bias = epilogue.Bias;
        float* pre = epilogue.PreActivation;
        float* derivativeAt = epilogue.DerivativeAt;
        float* residual = epilogue.Residual;
        for (int row = 0; row < rows; row++)
        {
            float* line = c + (row * step);
            nint at = offset + (row * step);
            int i = 0;
            for (; i + TSimd.Count <= columns; i += TSimd.Count)
            {
                TVector value = TSimd.Load(line + i);
                if (bias != null)
                {
                    value = TSimd.Add(value, TSimd.Load(bias + column + i));
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
                TVector value = TSimd.LoadFirst(line + i, left);
                if (bias != null)
                {
                    value = TSimd.Add(value, TSimd.LoadFirst(bias + column + i, left));
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
}
