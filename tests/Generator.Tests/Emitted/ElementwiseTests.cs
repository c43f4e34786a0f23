using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>The element-wise algebra as the CPU target emits it: values and derivatives of every function and of random expressions, against double precision.</summary>
public class ElementwiseTests
{
    private const int Trees = 500;

    private static readonly int[] s_sizes = [1, 7, 16, 63, 255, 257, 1000];

    private static readonly ThreadTeam[] s_teams = [new(1), new(2), new(5)];

    [Fact]
    public void TheOracleKnowsEveryFunction() => Assert.Equal(Functions.All.Select(function => function.Name), ElementwiseOracle.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void EveryFunctionAndItsDerivativeAgreeWithTheDefinition()
    {
        var all = Functions.All.Select(function => function.Name switch
        {
            "Clamp" => Expression.Of(function, -0.7, 1.3),
            "Power" => Expression.Of(function, 1.7),
            "LeakyRelu" or "Elu" => Expression.Of(function, 0.3),
            _ => Expression.Of(function),
        }).ToList();
        Check(all, (expression, i, j, n) =>
        {
            // Logarithms, roots and powers are of positive numbers, masks are 0 or 1.
            string name = expression.Result.Function!.Name;
            double value = Number(i, j, n, name is "Relu6" or "HardSwish" ? 8 : 3);
            return name is "And" or "Or" or "Not" || (name == "Where" && j == 0) ? (value > 0 ? 1 : 0) : name is "Log" or "Sqrt" or "Power" || (name == "Divide" && j == 1) ? Math.Abs(value) + 0.1 : value;
        });
    }

    [Fact]
    public void RandomExpressionsAndTheirDerivativesAgreeWithTheDefinition() =>
        Check([.. Enumerable.Range(0, Trees).Select(RandomExpression.Draw)], (_, i, j, n) => Number(i, j, n, 2));

    /// <summary>Values: all elements; derivatives: central differences of the definition in double precision.</summary>
    private static void Check(IReadOnlyList<Expression> expressions, Func<Expression, int, int, int, double> number)
    {
        var derivatives = expressions.SelectMany((expression, e) => (expressions.Count < Trees ? Enumerable.Range(0, expression.InputCount) : [e % expression.InputCount]).Select(input => (e, input, Derivative: Derivative.Of(expression, input)))).Where(entry => entry.Derivative is not null).ToList();
        var kernels = new ElementwiseKernels([.. expressions, .. derivatives.Select(entry => entry.Derivative!.Value.Expression)]);
        int compared = 0;
        for (int e = 0; e < expressions.Count; e++)
        {
            Expression expression = expressions[e];
            int size = s_sizes[e % s_sizes.Length];
            float[][] inputs = [.. Enumerable.Range(0, expression.InputCount).Select(j => Enumerable.Range(0, size).Select(i => (float)number(expression, i, j, e)).ToArray())];
            float[] y = SameBits(team => kernels.Run(expression, team, inputs));
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
                float[] dx = SameBits(team => kernels.Run(derivative!.Value.Expression, team, [.. derivative.Value.Inputs.Select(k => all[k])]));
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

    [Fact]
    public void AResultMayLieWhereAnInputDoes()
    {
        Expression[] expressions = [.. Enumerable.Range(0, 40).Select(RandomExpression.Draw)];
        var kernels = new ElementwiseKernels(expressions);
        foreach (Expression expression in expressions)
        {
            float[][] inputs = [.. Enumerable.Range(0, expression.InputCount).Select(j => Enumerable.Range(0, 300).Select(i => (float)Number(i, j, 1, 2)).ToArray())];
            float[] apart = kernels.Run(expression, s_teams[0], inputs);
            Assert.Equal(apart, kernels.Run(expression, s_teams[0], inputs, inPlace: true));
        }
    }

    private static float[] SameBits(Func<ThreadTeam, float[]> run)
    {
        float[] first = run(s_teams[0]);
        foreach (ThreadTeam team in s_teams.Skip(1))
        {
            Assert.Equal(first.Select(BitConverter.SingleToInt32Bits), run(team).Select(BitConverter.SingleToInt32Bits));
        }

        return first;
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

    private static double Number(int i, int input, int seed, double range) => ((2 * CounterRandom.Uniform(7, (ulong)((((seed * 16L) + input) * 4096) + i))) - 1) * range;
}
