using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ModelGen.Analyzers.DataEdges.Values;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>Calls of the compilation's own code: what they give back, and what is wrong with what they are given.</summary>
internal sealed class Invocations(Frame frame, Walk walk)
{
    /// <summary>A method, property, local function or delegate. Null where nothing is known of its code.</summary>
    public Outcome? Invoke(Call call, Facts facts)
    {
        if (call.Method is not { } method)
        {
            return null;
        }

        return method.MethodKind switch
        {
            MethodKind.DelegateInvoke => call.Instance is FunctionValue function ? Judged(call, values => Run(function, values), alone: null) : null,
            MethodKind.LocalFunction => frame.GraphOf(method.OriginalDefinition) is { } graph ? Judged(call, values => Run(graph, method.OriginalDefinition, values, facts.Fixed(frame.Locals, !frame.IsConstructor)), alone: null) : null,
            // What gives nothing that can be followed, and comes to no model, need not be looked into.
            _ => ((!method.ReturnsVoid && Members.Carries(method.ReturnType)) || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref) || frame.Summary.Mentions.Reaches(method)) && Target(method, call) is { } target
                ? Judged(call, values => frame.Summary.Run(target, values, call.Instance, walk), () => frame.Summary.Run(target, new Value?[target.Parameters.Length], null, walk))
                : null,
        };
    }

    /// <summary>A delegate with arguments in the order of its parameters; as it is walked through for elements, whose faults are its own.</summary>
    public Outcome? Run(FunctionValue function, IReadOnlyList<Value?> values) =>
        function is { Lambda: { } lambda, Around: { Graph: { } graph } around, Known: { } known }
            ? Run(around with { Graph = graph.GetAnonymousFunctionControlFlowGraph(lambda, walk.Cancellation), Owner = lambda.Symbol }, lambda, lambda.Symbol, values, known)
            : function.Method.MethodKind == MethodKind.LocalFunction && function is { Around: { } outer, Known: { } fixedThere } && outer.GraphOf(function.Method.OriginalDefinition) is { } local
                ? Run(outer with { Graph = local, Owner = function.Method }, function.Method, function.Method.OriginalDefinition, values, fixedThere)
                : function.Method.MethodKind == MethodKind.LocalFunction ? null : frame.Summary.Run(function.Method, values, function.Instance, walk);

    private Outcome? Run(ControlFlowGraph graph, IMethodSymbol function, IReadOnlyList<Value?> values, Facts known) =>
        Run(frame with { Graph = graph, Owner = function }, function, function, values, known);

    private Outcome? Run(Frame inner, object code, IMethodSymbol function, IReadOnlyList<Value?> values, Facts known)
    {
        for (int i = 0; i < function.Parameters.Length; i++)
        {
            known = known.With(function.Parameters[i], i < values.Count ? values[i] : null);
        }

        return Summary.Run(inner, code, known, walk);
    }

    /// <summary>The method that runs: the receiver's own, where the call leaves it open.</summary>
    private static IMethodSymbol? Target(IMethodSymbol method, Call call)
    {
        bool isOpen = method.IsVirtual || method.IsAbstract || method.IsOverride;
        if (!isOpen || method.IsStatic || method.ContainingType.IsSealed || call.IsBase)
        {
            return method;
        }

        if (call.Instance is not ObjectValue { Type: INamedTypeSymbol type })
        {
            return null;
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return (type.FindImplementationForInterfaceMember(method) ?? Implementation(type, method)) as IMethodSymbol;
        }

        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            foreach (IMethodSymbol candidate in at.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SameSymbol.Comparer.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        return candidate;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The same where type and method come from two compilations.</summary>
    private static ISymbol? Implementation(INamedTypeSymbol type, IMethodSymbol method) =>
        type.AllInterfaces.FirstOrDefault(face => SameSymbol.Comparer.Equals(face.OriginalDefinition, method.ContainingType.OriginalDefinition)) is { } own
        && SameSymbol.Place(method.OriginalDefinition) is >= 0 and var place && own.GetMembers(method.Name) is var members && place < members.Length
            ? type.FindImplementationForInterfaceMember(members[place]) : null;

    private Outcome? Judged(Call call, Func<IReadOnlyList<Value?>, Outcome?> run, Func<Outcome?>? alone)
    {
        Value?[] values = ByParameter(call);
        Outcome? outcome = run(values);
        if (outcome is null)
        {
            return null;
        }

        if (call.Report is not null && !outcome.Edges.IsEmpty)
        {
            new Blame(call, frame, walk).Say(values, outcome, run, alone ?? (() => run(new Value?[values.Length])));
        }

        return Local(call, values, outcome);
    }

    /// <summary>Sizes with names that are the callee's own are others in each call: they get the place of the call.</summary>
    private static Outcome Local(Call call, Value?[] values, Outcome outcome)
    {
        HashSet<string> given = [];
        foreach (Value? value in values.Append(call.Instance))
        {
            value?.Map(size => Noted(size, given));
        }

        bool isOwn = call.Instance is null && (call.Method!.IsStatic || call.Receiver is Microsoft.CodeAnalysis.Operations.IInstanceReferenceOperation);
        string place = "@" + call.Operation.Syntax.SpanStart.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Size Rename(Size size) => size.Name is null || given.Contains(size.Name) || (isOwn && Numbers.IsField(size.Name)) ? size : size with { Name = size.Name + place };
        return outcome with { Returned = outcome.Returned?.Map(Rename), Exit = outcome.Exit?.Map(Rename) };
    }

    private static Size Noted(Size size, HashSet<string> names)
    {
        if (size.Name is not null)
        {
            names.Add(size.Name);
        }

        return size;
    }

    public static Value?[] ByParameter(Call call)
    {
        Value?[] values = new Value?[call.Method!.Parameters.Length];
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is { } parameter && parameter.Ordinal < values.Length && parameter.RefKind != RefKind.Out)
            {
                values[parameter.Ordinal] = call.Values[i];
            }
        }

        return values;
    }
}
