using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Parts of one size that a loop takes one behind another, <c>for (int i = 0; i &lt; n; i += 32)</c>: where the size does not divide, the last goes beyond the end.</summary>
internal static class Strides
{
    /// <summary>Says it of <c>whole[i..(i + 32)]</c> and <c>whole[(i * 4)..((i + 32) * 4)]</c>; true where it is said.</summary>
    public static bool Judge(IOperation range, Size whole, SyntaxNode place, ErrorId id, Evaluator evaluator, System.Action<Edge>? report)
    {
        if (report is null || !whole.IsNumber || Inner(range) is not IRangeOperation { LeftOperand: { } left, RightOperand: { } right } || Counter(right) is not { } counter || Steps(counter, range.Syntax, evaluator) is not { } steps)
        {
            return false;
        }

        (IOperation start, IOperation end) = (Inner(left), Inner(right));
        if (At(steps.Last, counter, start, evaluator) is not { } from || At(steps.Last, counter, end, evaluator) is not { } to || from >= to || to <= whole.Offset)
        {
            return false;
        }

        string text = end.Syntax.ToString(), all = whole.ToString();
        string limit = steps.Count == whole.Offset ? ((BinaryExpressionSyntax)steps.Loop.Condition!).Right.ToString() : all;
        string why = steps.Count % steps.Step == 0 ? "" : $", since {Mend.Number(steps.Count)} is no multiple of {Mend.Number(steps.Step)}";
        report(new Edge(id, place, $"There are {all}, and the last turn of the loop takes {Mend.Number(from)} up to {Mend.Number(to)}{why}: end it at Math.Min({text}, {all}), or leave the smaller one out",
            Mends: [new EdgeMend("Last", $"End it at Math.Min({text}, {limit})", end.Syntax, $"System.Math.Min({text}, {limit})"), new EdgeMend("Last", $"Leave the smaller one out: {text} <= {limit}", steps.Loop.Condition!, $"{text} <= {limit}")], IsAtEnd: true));
        return true;
    }

    /// <summary>The same of <c>x.Slice([i..(i + 32), ..])</c>.</summary>
    public static bool Judge(Call call, Evaluator evaluator)
    {
        if (call.Report is null || call is not { Instance: TensorValue { Shape: var shape }, Method.Name: "Slice" } || call.Argument("ranges") is not { } argument || Inner(argument.Value) is not { } list || !Lists.IsCollection(list))
        {
            return false;
        }

        IOperation[] ranges = [.. list.ChildOperations];
        return ranges.Length == shape.Rank && Enumerable.Range(0, ranges.Length).Any(axis => Judge(ranges[axis], shape[axis], argument.Value.Syntax, ErrorId.TensorReshape, evaluator, call.Report));
    }

    /// <summary>A loop over the numbers below a count, from 0 in steps.</summary>
    private sealed record Counting(ForStatementSyntax Loop, long Step, long Count)
    {
        /// <summary>Where the counter is in the last turn.</summary>
        public long Last => (Count - 1) / Step * Step;
    }

    /// <summary>How the loop of a counter goes, where all of its turns are certain to come.</summary>
    private static Counting? Steps(ILocalSymbol counter, SyntaxNode use, Evaluator evaluator)
    {
        if (Loop(counter) is not { Incrementors: { Count: 1 } steps, Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax left, Right: { } bound } } loop
            || left.Identifier.ValueText != counter.Name || steps[0] is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Left: IdentifierNameSyntax stepped, Right: { } step } || stepped.Identifier.ValueText != counter.Name
            || loop.Declaration?.Variables[0].Initializer?.Value is not LiteralExpressionSyntax { Token.Value: 0 } || !loop.Statement.Span.Contains(use.Span) || !Turns.IsWhole(loop) || IsWritten(loop.Statement, counter.Name))
        {
            return null;
        }

        return Number(step, evaluator) is { } by && by > 0 && Number(bound, evaluator) is { } count && count > 0 ? new Counting(loop, by, count) : null;
    }

    /// <summary>What a place comes to while the counter is at a number.</summary>
    private static long? At(long number, ILocalSymbol counter, IOperation place, Evaluator evaluator) =>
        place.DescendantsAndSelf().All(part => part is IBinaryOperation or ILiteralOperation or IConversionOperation or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation)
        && evaluator.Supposing(counter, new NumberValue(Size.Of(number)), place) is NumberValue { Size: { IsNumber: true, Offset: var at } } ? at : null;

    /// <summary>The counter of a loop that a place is reckoned from.</summary>
    private static ILocalSymbol? Counter(IOperation place) => place.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Select(reference => reference.Local).FirstOrDefault(local => Loop(local) is not null);

    private static long? Number(ExpressionSyntax expression, Evaluator evaluator) =>
        evaluator.Frame.Summary.Bodies.Model(expression.SyntaxTree)?.GetOperation(expression, evaluator.Walk.Cancellation) is { } operation && evaluator.Evaluate(operation) is NumberValue { Size: { IsNumber: true, Offset: var number } } ? number : null;

    private static ForStatementSyntax? Loop(ILocalSymbol counter) =>
        counter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: ForStatementSyntax loop } } ? loop : null;

    private static bool IsWritten(SyntaxNode body, string name) => body.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name
        && ((use.Parent is AssignmentExpressionSyntax { Left: var target } && target == use) || use.Parent is PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 }));

    private static IOperation Inner(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
