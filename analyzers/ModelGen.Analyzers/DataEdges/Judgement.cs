using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>One call's arguments against the shapes that its parameters state. A name in them means one size throughout the call.</summary>
/// <param name="model">The model whose attributes say what is expected; null where it is none.</param>
internal sealed class Judgement(Call call, INamedTypeSymbol? model)
{
    private readonly Dictionary<string, Size> _sizes = [];
    private readonly Dictionary<string, string> _sources = [];

    /// <summary>False when something was wrong.</summary>
    public bool Take(IArgumentOperation argument, Signature? signature, Value value, Subject subject)
    {
        (Shape? Shape, EquatableArray<Item> Items, SyntaxNode? Made, Bounds? Ids) given = value switch
        {
            TensorValue tensor => (tensor.Shape, tensor.Items, tensor.Made, tensor.Ids),
            ListValue list => (new Shape([list.Length]), list.Items, list.Made, list.Ids),
            _ => ((Shape?)null, default, null, null),
        };
        if (given.Shape is not { } shape || signature is not { } stated)
        {
            return true;
        }

        Shape expected = stated.Bind(_sizes);
        if (shape.Turns is not null && (shape.Rank != stated.Rank || Enumerable.Range(0, stated.Rank).Any(axis => Mend.IsWrong(stated.Axes[axis], shape[axis].Plain))))
        {
            shape = shape.Plain; // what is wrong in all turns
        }

        if (OneHot(stated, expected, shape) is { } classes)
        {
            call.Say(ErrorId.OneHotTarget, argument, $"{subject.Is} {shape}, expected {stated} of ids from 0 to {classes - 1}: give the position of the 1 instead of each row of {classes}", given.Made,
                () => EdgeMends.Ids(argument, EdgeMends.Shape(argument, stated, new Proposal("", shape.RemoveAt(shape.Rank - 1)), shape, given.Made, subject.IsTarget, model)));
            return false;
        }

        if (shape.Rank != stated.Rank || Enumerable.Range(0, stated.Rank).Any(axis => Mend.IsWrong(stated.Axes[axis], shape[axis])))
        {
            Proposal proposal = Mend.Propose(stated, expected, shape);
            call.Say(ErrorId.ArgumentShape, argument, $"{subject.Is} {shape}, expected {stated}: {shape.Turns?.Why ?? (subject.IsTarget ? Encoding(stated, shape) : null) ?? proposal.Text}", given.Made,
                () => EdgeMends.Shape(argument, stated, proposal, shape, given.Made, subject.IsTarget, model), shape.Turns);
            return false;
        }

        for (int axis = 0; axis < stated.Rank; axis++)
        {
            if (!Agrees(argument, stated.Axes[axis], axis, shape, subject, given.Made))
            {
                return false;
            }
        }

        foreach (SignatureAxis axis in stated.Axes.Where(axis => axis.Size.Name is { } label && !_sources.ContainsKey(label)))
        {
            _sources[axis.Size.Name!] = $"{subject.Short} {shape}";
        }

        return stated.Below <= 0 || (Ids(argument, stated, given.Items, subject) && Ids(argument, stated, given.Ids, shape.Count, subject));
    }

    /// <summary>What the method returns, by the sizes of its arguments.</summary>
    public Value? Result(Signature returned, bool isSpan)
    {
        Shape shape = returned.Bind(_sizes);
        return !isSpan ? new TensorValue(shape, default, call.Operation.Syntax)
            : shape.Rank == 1 ? new ListValue(shape[0], default, IsWrittenOut: false, call.Operation.Syntax)
            : null;
    }

    /// <summary>The number of classes, when there is a row for each id.</summary>
    private static long? OneHot(Signature stated, Shape expected, Shape shape) =>
        stated.Below > 1 && shape.Rank == stated.Rank + 1 && shape[shape.Rank - 1] == Size.Of(stated.Below) && Mend.Fits(stated, expected, shape.RemoveAt(shape.Rank - 1))
            ? stated.Below : null;

    /// <summary>Ids where rows are wanted: the encoding is another, or the loss is.</summary>
    private static string? Encoding(Signature stated, Shape shape) =>
        stated.Below <= 0 && shape.Rank == stated.Rank - 1 && stated.Axes.Take(stated.Rank - 1).All(axis => axis.Size.Name is not null) && stated.Axes[stated.Rank - 1].Size is { IsNumber: true, Offset: > 1 } width
            ? $"each target is a row of {width}, not one number: encode ids as one-hot rows, or take Loss.CrossEntropy, which takes ids"
            : null;

    /// <summary>Whether a named axis is as long as where the name stood before.</summary>
    private bool Agrees(IArgumentOperation argument, SignatureAxis stated, int axis, Shape shape, Subject subject, SyntaxNode? made)
    {
        if (stated.Size.Name is not { } label || (!shape[axis].IsKnown && shape[axis].Turns is null))
        {
            return true;
        }

        Size size = shape[axis] - Size.Of(stated.Size.Offset);
        if (!_sizes.TryGetValue(label, out Size before))
        {
            _sizes[label] = size;
            return true;
        }

        if (!size.Differs(before))
        {
            return true;
        }

        Size expected = before + Size.Of(stated.Size.Offset);
        string mend = axis == 0 && subject.IsTarget ? Mend.Examples(expected, shape[0]) : $"axis {axis.ToString(CultureInfo.InvariantCulture)} must be {expected}, not {shape[axis]}";
        Turns? turns = size.Turns ?? before.Turns;
        call.Say(ErrorId.ExamplesDiffer, argument, $"{subject.Is} {shape}, but {_sources[label]}: {turns?.Why ?? mend}", made, () => EdgeMends.Axis(shape, axis, expected, made), turns);
        return false;
    }

    private bool Ids(IArgumentOperation argument, Signature stated, EquatableArray<Item> items, Subject subject)
    {
        long[] ids = [.. items.Where(item => item.Value.IsNumber).Select(item => item.Value.Offset)];
        Item[] wrong = [.. items.Where(item => item.Value.IsNumber && (item.Value.Offset < 0 || item.Value.Offset >= stated.Below) && item.Value.Offset != stated.Ignored)];
        if (wrong.Length == 0)
        {
            return true;
        }

        long id = wrong[0].Value.Offset;
        string last = (stated.Below - 1).ToString(CultureInfo.InvariantCulture);
        bool fromOne = id == stated.Below && ids.Contains(1) && !ids.Contains(0);
        string mend = fromOne ? $"count ids from 0, the last is {last}, not {id.ToString(CultureInfo.InvariantCulture)}"
            : $"ids go from 0 to {last}, {id.ToString(CultureInfo.InvariantCulture)} is none";
        bool isHere = Member(wrong[0].Syntax) == Member(argument.Syntax);
        string message = $"{subject.Has} {id.ToString(CultureInfo.InvariantCulture)}: {mend}";
        if (call.Report is { } report)
        {
            Edge edge = isHere
                ? new Edge(ErrorId.IdOutOfRange, wrong[0].Syntax, message, Beside(argument, wrong[0].Syntax))
                : new Edge(ErrorId.IdOutOfRange, argument.Value.Syntax, message, wrong[0].Syntax);
            report(edge with { Mends = EdgeMends.Ids(items, subject.IsTarget, model) });
        }

        return false;
    }

    /// <summary>The same of ids of which only the bounds are known; those that count around must be enough to come to the last.</summary>
    private bool Ids(IArgumentOperation argument, Signature stated, Bounds? ids, Size count, Subject subject)
    {
        if (ids is null || ids.High < stated.Below || ids.Low < 0 || ids.High == stated.Ignored || (ids.Made is BinaryExpressionSyntax && count.IsBelow(Size.Of(ids.High - ids.Low + 1))))
        {
            return true;
        }

        string high = ids.High.ToString(CultureInfo.InvariantCulture), last = (stated.Below - 1).ToString(CultureInfo.InvariantCulture);
        string mend = ids.High == stated.Below && ids.Low == 1 ? $"count ids from 0, the last is {last}, not {high}" : $"ids go from 0 to {last}, {high} is none";
        string source = ids.Made is { } made ? $" ('{made}' gives {ids.Low.ToString(CultureInfo.InvariantCulture)} to {high})" : "";
        call.Say(ErrorId.IdOutOfRange, argument, $"{subject.Has} {high}: {mend}{source}", ids.Made, () => EdgeMends.Ids(ids, stated.Below, subject.IsTarget, model));
        return false;
    }

    /// <summary>The method that something is written in.</summary>
    public static SyntaxNode? Member(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(around => around is MemberDeclarationSyntax and not GlobalStatementSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax);

    private static SyntaxNode? Beside(IArgumentOperation argument, SyntaxNode item) => argument.Value.Syntax.Span.Contains(item.Span) ? null : argument.Value.Syntax;
}
