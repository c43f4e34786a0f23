using System;
using ModelGen.Cpu;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Plain double-precision versions of what the kernels do, and random operands.</summary>
internal static class Reference
{
    public static float[] Random(int count, int seed, float scale = 1)
    {
        Random random = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = ((random.NextSingle() * 2) - 1) * scale;
        }

        return values;
    }

    /// <summary>op(A) · op(B), and the sum of the absolute terms, which bounds the rounding error.</summary>
    public static (double[] Value, double[] Magnitude) Multiply(bool transposeA, bool transposeB, int m, int n, int k, float[] a, int lda, float[] b, int ldb)
    {
        double[] value = new double[m * n];
        double[] magnitude = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int l = 0; l < k; l++)
            {
                double x = transposeA ? a[(l * lda) + i] : a[(i * lda) + l];
                for (int j = 0; j < n; j++)
                {
                    double product = x * (transposeB ? b[(j * ldb) + l] : b[(l * ldb) + j]);
                    value[(i * n) + j] += product;
                    magnitude[(i * n) + j] += Math.Abs(product);
                }
            }
        }

        return (value, magnitude);
    }

    public static double Apply(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Gelu => x * 0.5 * (1 + Erf(x / Math.Sqrt(2))),
        Activation.GeluTanh => x * 0.5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        _ => x,
    };

    public static double Derivative(Activation activation, double x)
        => activation == Activation.Relu ? (x > 0 ? 1 : 0) : (Apply(activation, x + 1e-5) - Apply(activation, x - 1e-5)) / 2e-5;

    /// <summary>erf in double: the Taylor series below 3, the continued fraction of erfc above.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        double result;
        if (a < 3)
        {
            double term = a, sum = a;
            for (int n = 1; n < 80; n++)
            {
                term *= -a * a / n;
                sum += term / ((2 * n) + 1);
            }

            result = sum * 2 / Math.Sqrt(Math.PI);
        }
        else
        {
            double fraction = 0;
            for (int n = 60; n > 0; n--)
            {
                fraction = n / 2.0 / (a + fraction);
            }

            result = 1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction));
        }

        return x < 0 ? -result : result;
    }
}
