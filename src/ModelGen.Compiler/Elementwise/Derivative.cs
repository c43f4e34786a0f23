using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Elementwise;

/// <summary>Derivatives of expressions, which are expressions: the rule of each function, applied in reverse order.</summary>
public static class Derivative
{
    /// <summary>d · ∂y/∂input, over the inputs [d, those of the expression].</summary>
    /// <returns>With the inputs that it reads; null where the derivative is 0 everywhere.</returns>
    public static (Expression Expression, IReadOnlyList<int> Inputs)? Of(Expression expression, int input)
    {
        var builder = new ExpressionBuilder();
        Scalar d = builder.Input(0);
        Scalar[] inputs = [.. Enumerable.Range(1, expression.InputCount).Select(builder.Input)];
        IReadOnlyList<Scalar> values = builder.Include(expression, inputs, opened: true);
        var adjoints = new Scalar?[values.Count];
        adjoints[values.Count - 1] = d;
        for (int i = values.Count - 1; i >= 0; i--)
        {
            Term term = expression.Terms[i];
            if (term.Function is not { } function || adjoints[i] is not { } adjoint)
            {
                continue;
            }

            Scalar[] arguments = [.. term.Arguments.Select(argument => values[argument])];
            IReadOnlyList<Scalar?> partials = function.Partials(arguments, values[i]);
            for (int j = 0; j < arguments.Length; j++)
            {
                if (partials[j] is { } partial && !expression.Terms[term.Arguments[j]].IsConstant)
                {
                    Scalar part = Times(builder, adjoint, partial);
                    adjoints[term.Arguments[j]] = adjoints[term.Arguments[j]] is { } known ? known + part : part;
                }
            }
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (expression.Terms[i].Input == input)
            {
                return adjoints[i] is { } result ? builder.Build(result) : null;
            }
        }

        return null;
    }

    // A product with a mask, or with a choice of 1, is a choice: no other number is made, and what follows may be decided by the same mask.
    private static Scalar Times(ExpressionBuilder builder, Scalar adjoint, Scalar partial)
    {
        Term term = builder.TermOf(partial);
        if (term.Function is { IsMask: true })
        {
            return partial.Choose(adjoint, adjoint.Constant(0));
        }

        if (term.Function == Functions.Where)
        {
            Scalar[] arguments = [.. term.Arguments.Select(argument => new Scalar(builder, argument))];
            if (builder.TermOf(arguments[1]) is { IsConstant: true, Constant: 1 })
            {
                return arguments[0].Choose(adjoint, adjoint * arguments[2]);
            }
        }

        return adjoint * partial;
    }
}
