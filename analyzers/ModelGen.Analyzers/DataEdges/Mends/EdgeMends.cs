using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>Edits for faults of calls, the likelier first.</summary>
internal static class EdgeMends
{
    /// <summary>For an argument of another shape than the model's.</summary>
    public static IReadOnlyList<EdgeMend> Shape(IArgumentOperation argument, Signature stated, Proposal proposal, Shape shape, SyntaxNode? made, bool isTarget, INamedTypeSymbol? model)
    {
        List<EdgeMend> mends = [];
        bool sameValues = proposal.Shape.Count == shape.Count && shape.Count.IsKnown;
        if (proposal.Call is { } tail && Wrapped(argument, shape, proposal.Shape, tail) is { } wrapped)
        {
            mends.Add(wrapped);
        }

        mends.AddRange(Written(made, shape, proposal.Shape, sameValues));
        if (shape.Rank == stated.Rank)
        {
            int[] wrong = [.. Enumerable.Range(0, stated.Rank).Where(axis => Mend.IsWrong(stated.Axes[axis], shape[axis]))];
            if (wrong.Length == 1 && shape[wrong[0]] is { IsNumber: true, Offset: > 0 } size)
            {
                mends.AddRange(isTarget ? (wrong[0] == stated.Rank - 1 ? ModelText.Output(model, size.Offset) : []) : ModelText.Input(model, wrong[0], size.Offset));
            }
        }

        return mends;
    }

    /// <summary>For one-hot rows that a call makes of ids: the ids, and whatever else gives another shape.</summary>
    public static IReadOnlyList<EdgeMend> Ids(IArgumentOperation rows, IReadOnlyList<EdgeMend> others)
    {
        IOperation? ids = Inner(rows) is IInvocationOperation call ? call.Arguments.Select(Inner).FirstOrDefault(inner => inner.Type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Int32 }) : null;
        return ids is null ? others : [new EdgeMend("Argument", $"Give the ids: {ids.Syntax}", rows.Value.Syntax, ids.Syntax.ToString()), .. others];
    }

    /// <summary>For what is wrong in the last turn of a loop: to do without it.</summary>
    public static IReadOnlyList<EdgeMend> WithoutLast(Turns turns) => turns.Made switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } list } when !list.Arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == "keepPartial") && list.Arguments.Count is > 0 and < 6 =>
            [new EdgeMend("Last", "Leave the smaller batch out: keepPartial: false", list, $"({list.Arguments.ToString()}, keepPartial: false)")],
        InvocationExpressionSyntax chunks => [new EdgeMend("Last", "Leave the smaller part out", chunks, $"{chunks}.Where(part => part.Length == {ShapeText.Number(turns.Each)})")],
        _ => [],
    };

    /// <summary>For as many targets as there are no inputs: the size where it was written.</summary>
    public static IReadOnlyList<EdgeMend> Axis(Shape shape, int axis, Size expected, SyntaxNode? made) => [.. Written(made, shape, shape.With(axis, expected), sameValues: false)];

    /// <summary>For an id that the model does not know.</summary>
    public static IReadOnlyList<EdgeMend> Ids(EquatableArray<Item> items, bool isTarget, INamedTypeSymbol? model)
    {
        long most = items.Where(item => item.Value.IsNumber).Select(item => item.Value.Offset).DefaultIfEmpty(-1).Max();
        bool isNegative = items.Any(item => item.Value is { IsNumber: true, Offset: < 0 });
        return isNegative || most < 0 || most >= int.MaxValue ? [] : [.. isTarget ? ModelText.Output(model, most + 1) : ModelText.Vocabulary(model, most + 1)];
    }

    /// <summary>For ids of which only the bounds are known.</summary>
    public static IReadOnlyList<EdgeMend> Ids(Bounds ids, long below, bool isTarget, INamedTypeSymbol? model)
    {
        ExpressionSyntax? end = ids.Made switch
        {
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } => arguments.Last().Expression,
            BinaryExpressionSyntax remainder => remainder.Right,
            _ => null,
        };
        IEnumerable<EdgeMend> drawn = end is LiteralExpressionSyntax { Token.Value: int } && ids.Low >= 0 ? [new EdgeMend("Ids", $"Draw ids below {ShapeText.Number(below)}", end, ShapeText.Number(below))] : [];
        return [.. drawn, .. ids.High >= int.MaxValue ? [] : isTarget ? ModelText.Output(model, ids.High + 1) : ModelText.Vocabulary(model, ids.High + 1)];
    }

    /// <summary>For lengths whose product is not the number of values.</summary>
    public static IReadOnlyList<EdgeMend> Lengths(IArgumentOperation lengths, Shape shape, Size count)
    {
        if (!count.IsNumber || count.Offset <= 0 || ShapeText.Lengths(Syntax(lengths)) is not { } written)
        {
            return [];
        }

        List<EdgeMend> mends = [];
        foreach (int axis in Enumerable.Range(0, shape.Rank))
        {
            Size rest = shape.RemoveAt(axis).Count;
            if (rest is { IsNumber: true, Offset: > 0 } && count.Offset % rest.Offset == 0 && mends.Count == 0)
            {
                mends.AddRange(Lengths(written, shape, shape.With(axis, Size.Of(count.Offset / rest.Offset))));
            }
        }

        long side = (long)System.Math.Sqrt(count.Offset);
        if (mends.Count == 0 && shape.Rank == 2 && side * side == count.Offset)
        {
            mends.AddRange(Lengths(written, shape, new Shape([Size.Of(side), Size.Of(side)])));
        }

        if (mends.Count == 0)
        {
            mends.AddRange(Lengths(written, shape, new Shape([count])));
        }

        return mends;
    }

    private static IEnumerable<EdgeMend> Lengths(CollectionExpressionSyntax written, Shape old, Shape wanted)
    {
        if (ShapeText.Write(written, old, wanted) is { } text)
        {
            yield return new EdgeMend("Lengths", $"Write the lengths {text}", written, text);
        }
    }

    private static IEnumerable<EdgeMend> Written(SyntaxNode? made, Shape old, Shape wanted, bool sameValues)
    {
        if (made is ArrayCreationExpressionSyntax { Initializer: null, Type.RankSpecifiers: { Count: > 0 } ranks } && ranks[0].Sizes.Count == 1 && old.Rank == 1 && wanted.Rank == 1)
        {
            if (ShapeText.Of(wanted[0], made) is { } size)
            {
                yield return new EdgeMend("Shape", $"Make it of length {size}", ranks[0].Sizes[0], size);
            }
        }
        else if (ShapeText.Lengths(made) is { } lengths && (sameValues || IsFree(made!)) && ShapeText.Write(lengths, old, wanted) is { } text)
        {
            yield return new EdgeMend("Shape", $"Write the shape {text}", lengths, text);
        }
    }

    /// <summary>Whether a tensor is made by its lengths alone.</summary>
    private static bool IsFree(SyntaxNode made) =>
        made is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1 or 2 } call
        && (call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : "").StartsWith("CreateFromShape", System.StringComparison.Ordinal);

    /// <summary>The argument with a call behind it.</summary>
    private static EdgeMend? Wrapped(IArgumentOperation argument, Shape shape, Shape wanted, string tail)
    {
        SyntaxNode place = argument.Value.Syntax;
        ITypeSymbol? type = Inner(argument).Type;
        string text = place.ToString();
        if (tail == "Reshape" && Layouts.Refusal(type, new TensorValue(shape, default, null, Layout: Layout.Dense), wanted) is { } refusal)
        {
            text += "." + refusal.Call;
        }

        if (type is IArrayTypeSymbol)
        {
            return ShapeText.List(wanted, place) is { } lengths && !lengths.Contains("-1") ? new EdgeMend("Argument", $"Make a tensor of {lengths}", place, $"System.Numerics.Tensors.Tensor.Create({text}, {lengths})") : null;
        }

        bool isTensor = type is INamedTypeSymbol { Name: "Tensor", Arity: 1 } && Api.IsTensor(type);
        if (!isTensor || place is not (ExpressionSyntax and not (LambdaExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax)))
        {
            return isTensor && place is ConditionalExpressionSyntax or AwaitExpressionSyntax ? Tailed(place, $"({text})", wanted, tail) : null;
        }

        return Tailed(place, text, wanted, tail);
    }

    private static EdgeMend? Tailed(SyntaxNode place, string text, Shape wanted, string tail)
    {
        string? call = tail == "Reshape" ? (ShapeText.List(wanted, place) is { } lengths ? $"Reshape({lengths})" : null) : tail;
        return call is null ? null
            : call.StartsWith("Transpose", System.StringComparison.Ordinal) ? new EdgeMend("Argument", "Swap the two axes: Transpose", place, $"System.Numerics.Tensors.Tensor.Transpose({text})")
            : new EdgeMend("Argument", $"Call {call}", place, $"{text}.{call}");
    }

    private static SyntaxNode Syntax(IArgumentOperation argument) => Inner(argument).Syntax;

    /// <summary>What is written, without the conversions to the parameter's type.</summary>
    private static IOperation Inner(IArgumentOperation argument)
    {
        IOperation value = argument.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
