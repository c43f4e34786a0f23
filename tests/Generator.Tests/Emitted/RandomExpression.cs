using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;

namespace ModelGen.Tests.Emitted;

/// <summary>An expression of the table's functions drawn by a seed, over inputs where all of them are finite: values stay small, what is divided by or taken the root of stays away from 0.</summary>
internal static class RandomExpression
{
    public static Expression Draw(int seed)
    {
        var random = new Random(seed);
        var builder = new ExpressionBuilder();
        List<Scalar> values = [.. Enumerable.Range(0, random.Next(1, 5)).Select(builder.Input)];
        int functions = random.Next(1, 12);
        for (int i = 0; i < functions; i++)
        {
            values.Add(Next(random, builder, values));
        }

        return builder.Build(values[^1]).Expression;
    }

    private static Scalar Next(Random random, ExpressionBuilder builder, List<Scalar> values)
    {
        // The newest often, so that there are chains; older ones, so that there are shared parts.
        Scalar x = random.Next(3) > 0 ? values[^1] : Any(), other = Any();
        double constant = Math.Round((random.NextDouble() * 2) - 1, 2);
        return random.Next(31) switch
        {
            0 => x + other,
            1 => x - other,
            2 => x * other,
            3 => x / Away(other),
            4 => -x,
            5 => Functions.Maximum.Of(x, other),
            6 => Functions.Minimum.Of(x, other),
            7 => (x > other).Choose(x * constant, other),
            8 => Functions.Exp.Of(Bounded(x)),
            9 => Functions.Log.Of(Away(x)),
            10 => Functions.Sqrt.Of(Away(x)),
            11 => Functions.Square.Of(Bounded(x)),
            12 => Functions.Abs.Of(x),
            13 => Functions.Clamp.Of(x, builder.Constant(-0.7), builder.Constant(0.9)),
            14 => Functions.Power.Of(Away(x), builder.Constant(constant)),
            15 => Functions.ToThe(Bounded(x), random.Next(1, 5)),
            16 => Functions.Sin.Of(x),
            17 => Functions.Cos.Of(x),
            18 => Functions.Erf.Of(x),
            19 => Functions.Relu.Of(x),
            20 => Functions.Gelu.Of(x),
            21 => Functions.GeluTanh.Of(x),
            22 => Functions.Silu.Of(x),
            23 => Functions.Tanh.Of(x),
            24 => Functions.Sigmoid.Of(x),
            25 => Functions.Softplus.Of(x),
            26 => Functions.LeakyRelu.Of(x, builder.Constant(constant)),
            27 => Functions.Elu.Of(x, builder.Constant(constant)),
            28 => Functions.Relu6.Of(x * 4),
            29 => Functions.HardSwish.Of(x * 3),
            _ => (x * constant) + 0.5,
        };

        Scalar Any() => values[random.Next(values.Count)];

        Scalar Away(Scalar value) => Functions.Square.Of(Bounded(value)) + 0.5;

        Scalar Bounded(Scalar value) => Functions.Tanh.Of(value);
    }
}
