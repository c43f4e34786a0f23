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
    private static readonly ThreadTeam[] s_teams = [new(1), new(2), new(5)];

    [Fact]
    public void TheOracleKnowsEveryFunction() => Assert.Equal(Functions.All.Select(function => function.Name), ElementwiseOracle.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void EveryFunctionAndItsDerivativeAgreeWithTheDefinition() => ElementwiseCheck.EveryFunction(Compile);

    [Fact]
    public void RandomExpressionsAndTheirDerivativesAgreeWithTheDefinition() => ElementwiseCheck.RandomExpressions(Compile, count: 500);

    [Fact]
    public void AResultMayLieWhereAnInputDoes()
    {
        Expression[] expressions = [.. Enumerable.Range(0, 40).Select(RandomExpression.Draw)];
        var kernels = new ElementwiseKernels(expressions);
        foreach (Expression expression in expressions)
        {
            float[][] inputs = [.. Enumerable.Range(0, expression.InputCount).Select(j => Enumerable.Range(0, 300).Select(i => (float)ElementwiseCheck.Number(i, j, 1, 2)).ToArray())];
            float[] apart = kernels.Run(expression, s_teams[0], inputs);
            Assert.Equal(apart, kernels.Run(expression, s_teams[0], inputs, inPlace: true));
        }
    }

    private static Func<Expression, float[][], float[]> Compile(IReadOnlyList<Expression> expressions)
    {
        var kernels = new ElementwiseKernels(expressions);
        return (expression, inputs) => SameBits(team => kernels.Run(expression, team, inputs));
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
}
