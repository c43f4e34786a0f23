using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Compiler.Errors;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>A call of a method or constructor whose arguments are evaluated.</summary>
/// <param name="Receiver">Null for a constructor, and where there is none.</param>
/// <param name="Report">Null while nothing is to be said.</param>
internal sealed record Call(
    IOperation Operation,
    IMethodSymbol? Method,
    ImmutableArray<IArgumentOperation> Arguments,
    Value?[] Values,
    IOperation? Receiver,
    Value? Instance,
    Action<Edge>? Report)
{
    /// <summary><c>Iris.Predict</c>, as messages name it.</summary>
    public string Name => Method is null ? "" : Method.MethodKind == MethodKind.Constructor ? Method.ContainingType.Name : $"{Method.ContainingType.Name}.{Method.Name}";

    /// <summary>Whether it is written <c>base.Method()</c>.</summary>
    public bool IsBase => Receiver?.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax;

    public IArgumentOperation? Argument(string parameter) => Api.Argument(Arguments, parameter);

    /// <summary>What is known of the argument of a parameter.</summary>
    public Value? Value(string parameter) => Argument(parameter) is { } argument ? Values[Arguments.IndexOf(argument)] : null;

    public Size Number(string parameter) => Value(parameter) is NumberValue number ? number.Size : Size.Unknown;

    /// <summary>Says something at an argument; where the shape was given is another place only outside of the call.</summary>
    /// <param name="mends">Asked for only where it is said.</param>
    /// <param name="turns">Of what comes out in the last turn of a loop alone.</param>
    public void Say(ErrorId id, IArgumentOperation at, string message, SyntaxNode? made = null, Func<IReadOnlyList<EdgeMend>>? mends = null, Turns? turns = null) =>
        Report?.Invoke(new Edge(id, at.Value.Syntax, message, made is null || Operation.Syntax.Span.Contains(made.Span) ? null : made, Mends: turns is null ? mends?.Invoke() : EdgeMends.WithoutLast(turns), IsAtEnd: turns is not null));
}
