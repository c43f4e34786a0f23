using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Values and derivatives of expressions as a target emits them, against their definition in double precision.</summary>
internal static class ElementwiseCheck
{
    private static readonly int[] s_sizes = [1, 7, 16, 63, 255, 257, 1000];

    /// <summary>What a target makes of expressions: a function over arrays, one for each input.</summary>
    public delegate Func<Expression, float[][], float[]> Compiler(IReadOnlyList<Expression> expressions);

    /// <summary>Each function of the table, with derivatives for all of its operands.</summary>
    public static void EveryFunction(Compiler compile)
    {
        var all = Functions.All.Select(function => function.Name switch
        {
            "Clamp" => Expression.Of(function, -0.7, 1.3),
            "Power" => Expression.Of(function, 1.7),
            "LeakyRelu" or "Elu" => Expression.Of(function, 0.3),
            _ => Expression.Of(function),
        }).ToList();
        Check(compile, all, input => true, (expression, i, j, n) =>
        {
            // Logarithms, roots and powers are of positive numbers, masks are 0 or 1.
            string name = expression.Result.Function!.Name;
            double value = Number(i, j, n, name is "Relu6" or "HardSwish" ? 8 : 3);
            return name is "And" or "Or" or "Not" || (name == "Where" && j == 0) ? (value > 0 ? 1 : 0) : name is "Log" or "Sqrt" or "Power" || (name == "Divide" && j == 1) ? Math.Abs(value) + 0.1 : value;
        });
    }

    /// <summary>Expressions that are drawn, each with the derivative for one of its inputs.</summary>
    public static void RandomExpressions(Compiler compile, int count) =>
        Check(compile, [.. Enumerable.Range(0, count).Select(RandomExpression.Draw)], pair => pair.Input == pair.Expression % pair.Inputs, (_, i, j, n) => Number(i, j, n, 2));

    /// <summary>Values: all elements; derivatives: central differences of the definition in double precision.</summary>
    private static void Check(Compiler compile, IReadOnlyList<Expression> expressions, Func<(int Expression, int Input, int Inputs), bool> derives, Func<Expression, int, int, int, double> number)
    {
        var derivatives = expressions.SelectMany((expression, e) => Enumerable.Range(0, expression.InputCount).Where(input => derives((e, input, expression.InputCount))).Select(input => (e, input, Derivative: Derivative.Of(expression, input)))).Where(entry => entry.Derivative is not null).ToList();
        Func<Expression, float[][], float[]> run = compile([.. expressions, .. derivatives.Select(entry => entry.Derivative!.Value.Expression)]);
        int compared = 0;
        for (int e = 0; e < expressions.Count; e++)
        {
            Expression expression = expressions[e];
            int size = s_sizes[e % s_sizes.Length];
            float[][] inputs = [.. Enumerable.Range(0, expression.InputCount).Select(j => Enumerable.Range(0, size).Select(i => (float)number(expression, i, j, e)).ToArray())];
            float[] y = run(expression, inputs);
            for (int i = 0; i < size; i++)
            {
                double[] x = [.. inputs.Select(input => (double)input[i])];
                double value = ElementwiseOracle.Value(expression, x);
                double rounding = Math.Abs(ElementwiseOracle.Value(expression, x, r => (float)r) - value);
                Assert.True(Math.Abs(y[i] - value) <= (1e-5 * (1 + Math.Abs(value))) + (30 * rounding) || IsNearKink(expression, x), $"{expression} at ({string.Join(", ", x)}) is {value}, not {y[i]} (expression {e})");
            }

            foreach ((_, int input, (Expression Expression, IReadOnlyList<int> Inputs)? derivative) in derivatives.Where(entry => entry.e == e))
            {
                float[] d = [.. Enumerable.Range(0, size).Select(i => (float)Number(i, 9, e, 1))];
                float[][] all = [d, .. inputs];
                float[] dx = run(derivative!.Value.Expression, [.. derivative.Value.Inputs.Select(k => all[k])]);
                for (int i = 0; i < size; i++)
                {
                    double[] x = [.. inputs.Select(values => (double)values[i])];
                    if (IsNearKink(expression, x))
                    {
                        continue;
                    }

                    double slope = d[i] * Slope(expression, x, input);
                    double rounded = ElementwiseOracle.Value(derivative!.Value.Expression, [.. derivative.Value.Inputs.Select(k => (double)all[k][i])], r => (float)r);
                    Assert.True(Math.Abs(dx[i] - slope) <= (2e-4 * (1 + Math.Abs(slope))) + (30 * Math.Abs(rounded - slope)), $"d{expression}/d{Expression.InputName(input)} at ({string.Join(", ", x)}) is {slope}, not {dx[i]} (expression {e})");
                    compared++;
                }
            }
        }

        Assert.True(compared > 10 * expressions.Count);
    }

    private static double Slope(Expression expression, double[] x, int input)
    {
        const double step = 1e-6;
        return (Moved(step) - Moved(-step)) / (2 * step);

        double Moved(double by)
        {
            double[] moved = [.. x];
            moved[input] += by;
            return ElementwiseOracle.Value(expression, moved);
        }
    }

    // Where slopes of the two sides differ, or single and double precision may choose different sides.
    private static bool IsNearKink(Expression expression, double[] x) => Enumerable.Range(0, x.Length).Any(input =>
    {
        const double step = 1e-4;
        double[] lower = [.. x], upper = [.. x];
        lower[input] -= step;
        upper[input] += step;
        double at = ElementwiseOracle.Value(expression, x), left = (at - ElementwiseOracle.Value(expression, lower)) / step, right = (ElementwiseOracle.Value(expression, upper) - at) / step;
        return !(Math.Abs(left - right) <= 0.02 * (1 + Math.Abs(left) + Math.Abs(right)));
    });

    /// <summary>A number of an input, the same in every run.</summary>
    public static double Number(int i, int input, int seed, double range) => ((2 * CounterRandom.Uniform(7, (ulong)((((seed * 16L) + input) * 4096) + i))) - 1) * range;
}
