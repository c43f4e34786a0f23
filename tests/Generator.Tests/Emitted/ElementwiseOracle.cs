using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Tests.Emitted;

/// <summary>What the functions of the table are, in double precision.</summary>
internal static class ElementwiseOracle
{
    private static readonly Dictionary<string, Func<double[], double>> s_functions = new()
    {
        ["Add"] = x => x[0] + x[1],
        ["Subtract"] = x => x[0] - x[1],
        ["Multiply"] = x => x[0] * x[1],
        ["Divide"] = x => x[0] / x[1],
        ["Negate"] = x => -x[0],
        ["Maximum"] = x => Math.Max(x[0], x[1]),
        ["Minimum"] = x => Math.Min(x[0], x[1]),
        ["Less"] = x => x[0] < x[1] ? 1 : 0,
        ["AtMost"] = x => x[0] <= x[1] ? 1 : 0,
        ["Equal"] = x => x[0] == x[1] ? 1 : 0,
        ["And"] = x => x[0] * x[1],
        ["Or"] = x => Math.Max(x[0], x[1]),
        ["Not"] = x => 1 - x[0],
        ["Where"] = x => x[0] > 0 ? x[1] : x[2],
        ["Exp"] = x => Math.Exp(x[0]),
        ["Log"] = x => Math.Log(x[0]),
        ["Sqrt"] = x => Math.Sqrt(x[0]),
        ["Square"] = x => x[0] * x[0],
        ["Abs"] = x => Math.Abs(x[0]),
        ["Clamp"] = x => Math.Min(Math.Max(x[0], x[1]), x[2]),
        ["Power"] = x => Math.Pow(x[0], x[1]),
        ["Sin"] = x => Math.Sin(x[0]),
        ["Cos"] = x => Math.Cos(x[0]),
        ["Erf"] = x => Erf(x[0]),
        ["NormalCumulative"] = x => 0.5 * (1 + Erf(x[0] / Math.Sqrt(2))),
        ["NormalDensity"] = x => Math.Exp(-0.5 * x[0] * x[0]) / Math.Sqrt(2 * Math.PI),
        ["Relu"] = x => Math.Max(x[0], 0),
        ["Gelu"] = x => x[0] * 0.5 * (1 + Erf(x[0] / Math.Sqrt(2))),
        ["GeluTanh"] = x => x[0] * 0.5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x[0] + (0.044715 * x[0] * x[0] * x[0])))),
        ["Silu"] = x => x[0] / (1 + Math.Exp(-x[0])),
        ["Tanh"] = x => Math.Tanh(x[0]),
        ["Sigmoid"] = x => 1 / (1 + Math.Exp(-x[0])),
        ["Softplus"] = x => Math.Max(x[0], 0) + Math.Log(1 + Math.Exp(-Math.Abs(x[0]))),
        ["LeakyRelu"] = x => x[0] > 0 ? x[0] : x[1] * x[0],
        ["Relu6"] = x => Math.Min(Math.Max(x[0], 0), 6),
        ["HardSwish"] = x => x[0] * Math.Min(Math.Max(x[0] + 3, 0), 6) / 6,
        ["Elu"] = x => x[0] > 0 ? x[0] : x[1] * (Math.Exp(x[0]) - 1),
    };

    public static IEnumerable<string> Names => s_functions.Keys;

    /// <summary>An expression's value.</summary>
    /// <param name="round">After each function: the identity, or to single precision, to see what rounding does.</param>
    public static double Value(Expression expression, double[] inputs, Func<double, double>? round = null)
    {
        double[] values = new double[expression.Terms.Count];
        for (int i = 0; i < values.Length; i++)
        {
            Term term = expression.Terms[i];
            values[i] = term.Function is { } function
                ? (round ?? (x => x))(s_functions[function.Name]([.. term.Arguments.Select(argument => values[argument])]))
                : term.IsConstant ? term.Constant : inputs[term.Input];
        }

        return values[^1];
    }

    // The series near 0, the continued fraction of erfc far out (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
    private static double Erf(double x)
    {
        double z = Math.Abs(x);
        if (z < 2.5)
        {
            double sum = z, term = z;
            for (int n = 1; n < 80; n++)
            {
                term *= 2 * z * z / ((2 * n) + 1);
                sum += term;
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z) * sum;
        }

        double fraction = z;
        for (int n = 60; n > 0; n--)
        {
            fraction = z + (n / 2.0 / fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction));
    }
}
