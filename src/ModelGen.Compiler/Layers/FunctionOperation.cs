using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;

namespace ModelGen.Compiler.Layers;

/// <summary>A function of numbers, element by element: an operator, or a member that the table of functions has. A constant operand is the argument <c>left</c> or <c>right</c>.</summary>
/// <param name="constants">The arguments behind the operands.</param>
internal sealed class FunctionOperation(string kind, Function function, params string[] constants) : Operation
{
    public override string Kind => kind;

    /// <summary>a > b is b &lt; a.</summary>
    public bool IsSwapped { get; init; }

    public override IReadOnlyList<Value>? Lower(LayerContext context, IReadOnlyList<Value> x)
    {
        if (x.FirstOrDefault(value => value.Type.DType == DType.I32) is { } ids)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'{kind}' gets the ids {ids.Type.ExampleText}: it is for numbers, so insert .Embedding(width) first, or compare ids by OneHot");
        }

        int masks = kind is "And" or "Or" or "Not" ? x.Count : kind == "Where" ? 1 : 0;
        if (x.Take(masks).FirstOrDefault(value => value.Type.DType != DType.Mask) is { } number)
        {
            return Refuse(context, ErrorId.WrongInput, null, $"'{kind}' gets the numbers {number.Type.ExampleText} where it takes a mask: compare them, such as x > 0");
        }

        if (Operands.Disagreement(x) is { } fault)
        {
            return Refuse(context, ErrorId.OperandsDiffer, null, $"'{kind}' gets {string.Join(" and ", x.Select(value => value.Type.ExampleText))}: {fault}", Operands.Mend(x));
        }

        if (kind == "Clamp" && context.Spec.Real("min", 0) > context.Spec.Real("max", 0))
        {
            return Refuse(context, ErrorId.OutOfRange, "min", $"min of 'Clamp' must be at most max {LayerText.Number(context.Spec.Real("max", 0))}, not {LayerText.Number(context.Spec.Real("min", 0))}");
        }

        var builder = new ExpressionBuilder();
        var numbers = new List<Scalar>();
        int next = 0;
        if (context.Spec.Has("left"))
        {
            numbers.Add(builder.Constant(context.Spec.Real("left", 0)));
        }

        numbers.AddRange(x.Select(_ => builder.Input(next++)));
        if (context.Spec.Has("right"))
        {
            numbers.Add(builder.Constant(context.Spec.Real("right", 0)));
        }

        numbers.AddRange(constants.Select(name => builder.Constant(context.Spec.Real(name, 0))));
        if (IsSwapped)
        {
            numbers.Reverse();
        }

        if (numbers.Count != function.Arity)
        {
            return null; // half-typed: C# reports it
        }

        (Expression expression, IReadOnlyList<int> inputs) = builder.Build(function.Of([.. numbers]));
        return expression.Result.Function is null && inputs.Count == 1
            ? [x[inputs[0]]] // x + 0, x * 1
            : [context.Builder.Add(new ElementwiseOp(expression), context.Name, [.. inputs.Select(input => x[input])])];
    }
}
