using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Values;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>
/// Which argument of a call makes a fault inside of it: the one without which nothing would be wrong there. What is wrong whatever the callee gets is its own fault, and is said in its
/// text.
/// </summary>
internal sealed class Blame(Call call, Frame frame, Walk walk)
{
    public void Say(Value?[] values, Outcome outcome, Func<IReadOnlyList<Value?>, Outcome?> run, Func<Outcome?> alone)
    {
        HashSet<(ErrorId, SyntaxNode)> own = [.. alone()?.Edges.Select(edge => (edge.Id, edge.Place)) ?? []];
        foreach (Edge edge in outcome.Edges.Where(edge => !own.Contains((edge.Id, edge.Place))))
        {
            // Of ids it is the one that is none, if it stands here.
            SyntaxNode? id = edge.Id == ErrorId.IdOutOfRange ? new[] { edge.Place, edge.Made }.FirstOrDefault(IsHere) : null;
            SyntaxNode place = id ?? Culprit(edge, values, run) ?? Creation(edge, values) ?? (call.Receiver?.Syntax is { } receiver && call.Instance is ObjectValue ? receiver : call.Operation.Syntax);
            SyntaxNode? made = edge.Made is { } made1 && !call.Operation.Syntax.Span.Contains(made1.Span) && !place.Span.Contains(made1.Span) ? made1 : null;
            string name = call.Method!.MethodKind == MethodKind.DelegateInvoke || call.Name.Length == 0 ? "" : $" (in {call.Name})";
            call.Report!(edge with { Place = place, Message = edge.Inside is null ? edge.Message + name : edge.Message, Made = made, Inside = edge.Inside ?? (id == edge.Place ? edge.Made : edge.Place),
                Mends = edge.Mends?.Where(mend => mend.Kind != "Argument").ToArray() });
        }
    }

    private bool IsHere(SyntaxNode? place) =>
        place is not null && Judgement.Member(place) == Judgement.Member(call.Operation.Syntax)
        && !(call.Instance is FunctionValue { Lambda.Syntax: var lambda } && lambda.Span.Contains(place.Span));

    private SyntaxNode? Culprit(Edge edge, Value?[] values, Func<IReadOnlyList<Value?>, Outcome?> run)
    {
        IArgumentOperation[] guilty = [.. call.Arguments.Where(argument =>
            argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { } parameter && parameter.Ordinal < values.Length && values[parameter.Ordinal] is not null
            && !Remains(edge, run(Without(values, parameter.Ordinal))))];
        IArgumentOperation? first = guilty.FirstOrDefault(argument => Names(edge.Place, NameOf(argument.Parameter!)))
            ?? guilty.FirstOrDefault(argument => values[argument.Parameter!.Ordinal] is not NumberValue)
            ?? guilty.FirstOrDefault();
        return first?.Value.Syntax is { } syntax ? syntax : null;
    }

    /// <summary>A parameter as the callee calls it.</summary>
    private string NameOf(IParameterSymbol parameter) =>
        call.Instance is FunctionValue { Method.Parameters: var own } && parameter.Ordinal < own.Length ? own[parameter.Ordinal].Name : parameter.Name;

    /// <summary>Where the receiver was made of what is wrong, in this file: the argument that it was made of.</summary>
    private SyntaxNode? Creation(Edge edge, Value?[] values)
    {
        if (call.Instance is not ObjectValue { Creation: { Method: { } constructor } creation } || creation.Operation.Syntax.SyntaxTree != call.Operation.Syntax.SyntaxTree)
        {
            return null;
        }

        Value?[] given = Invocations.ByParameter(creation);
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            if (argument.Parameter is { } parameter && argument.ArgumentKind != ArgumentKind.DefaultValue && given[parameter.Ordinal] is not null
                && Construction.Make(creation, constructor, Without(given, parameter.Ordinal), frame, walk) is { } other
                && !Remains(edge, frame.Summary.Run(call.Method!, values, other, walk)))
            {
                return argument.Value.Syntax;
            }
        }

        return null;
    }

    private static bool Remains(Edge edge, Outcome? outcome) => outcome is null || outcome.Edges.Any(other => other.Id == edge.Id && other.Place == edge.Place);

    private static Value?[] Without(Value?[] values, int place)
    {
        Value?[] others = [.. values];
        others[place] = null;
        return others;
    }

    private static bool Names(SyntaxNode place, string parameter) => place.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == parameter);
}
