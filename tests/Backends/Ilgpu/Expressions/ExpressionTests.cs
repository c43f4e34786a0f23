using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Spec;
using ModelGen.Ilgpu.Tests.Harness;
using ModelGen.Ilgpu.Tests.Models;
using ModelGen.Tests.Emitted;
using Xunit;

namespace ModelGen.Ilgpu.Tests.Expressions;

/// <summary>The element-wise algebra as the ILGPU target emits it: values and derivatives of every function and of chains that are drawn, against double precision.</summary>
public class ExpressionTests
{
    private const int Rows = 5;
    private const int Columns = 7;

    // Bit 0: rows, bit 1: columns.
    private const int All = 3;

    [KernelFact]
    public void EveryFunctionAndItsDerivativeAgreeWithTheDefinition() => ElementwiseCheck.EveryFunction(Compile);

    [KernelFact]
    public void ChainsAndTheirDerivativesAgreeWithTheDefinition() => ElementwiseCheck.RandomExpressions(Compile, count: 60);

    [KernelFact]
    public void OperandsOfFewerAxesAreRepeated()
    {
        Expression[] expressions = [.. Enumerable.Range(0, 40).Select(RandomExpression.Draw).Where(expression => expression.InputCount > 1)];
        var whole = new ExpressionKernels(expressions);
        var spread = new ExpressionKernels(expressions, expression => new([.. Enumerable.Range(0, expression.InputCount).Select(Axes)]));
        foreach (Expression expression in expressions)
        {
            float[][] inputs = [.. Enumerable.Range(0, expression.InputCount).Select(input => Enumerable.Range(0, Size(Axes(input))).Select(i => (float)ElementwiseCheck.Number(i, input, 3, 2)).ToArray())];
            float[][] repeated = [.. inputs.Select((values, input) => Enumerable.Range(0, Rows * Columns).Select(i => values[Place(Axes(input), i)]).ToArray())];
            Compare.Close(spread.Run(expression, inputs, Rows * Columns, Columns), whole.Run(expression, repeated, Rows * Columns), 1e-6, expression.ToString());
        }

        // The first operand has all axes, others columns, rows or none.
        static int Axes(int input) => (All - input) & All;

        static int Size(int axes) => ((axes & 1) != 0 ? Rows : 1) * ((axes & 2) != 0 ? Columns : 1);

        static int Place(int axes, int i) => ((axes & 1) != 0 ? i / Columns * ((axes & 2) != 0 ? Columns : 1) : 0) + ((axes & 2) != 0 ? i % Columns : 0);
    }

    private static Func<Expression, float[][], float[]> Compile(IReadOnlyList<Expression> expressions)
    {
        var kernels = new ExpressionKernels(expressions);
        return (expression, inputs) => kernels.Run(expression, inputs, inputs[0].Length);
    }
}
