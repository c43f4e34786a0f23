using System;
using ModelGen.Gpu;

namespace ModelGen.Backends.Ptx.Tests;

/// <summary>Formulas in double precision.</summary>
internal static class Reference
{
    public static double Activation(int activation, double x) => activation switch
    {
        GpuMath.Relu => Math.Max(x, 0),
        GpuMath.Gelu => 0.5 * x * (1 + Erf(x / Math.Sqrt(2))),
        GpuMath.GeluTanh => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        GpuMath.Silu => x / (1 + Math.Exp(-x)),
        GpuMath.Tanh => Math.Tanh(x),
        GpuMath.Sigmoid => 1 / (1 + Math.Exp(-x)),
        GpuMath.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        _ => x,
    };

    // The midpoint rule; far out the function is 1.
    private static double Erf(double x)
    {
        const int Steps = 2000;
        double end = Math.Min(Math.Abs(x), 6), sum = 0;
        for (int i = 0; i < Steps; i++)
        {
            double t = (i + 0.5) * end / Steps;
            sum += Math.Exp(-t * t);
        }

        return Math.Sign(x) * sum * end / Steps * 2 / Math.Sqrt(Math.PI);
    }
}
