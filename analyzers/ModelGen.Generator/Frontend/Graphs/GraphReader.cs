using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>Reads the method marked [Forward] of a class: its body is carried out with numbers for tensors, and what it does is written down.</summary>
internal static class GraphReader
{
    /// <param name="uses">Is told each block that the methods use.</param>
    /// <param name="sizes">The size of a value's axis in a graph so far; null where it is not known.</param>
    /// <returns>One for each method in order, the first being what trains; none for a class without a graph method.</returns>
    public static IReadOnlyList<GraphSpec> Read(INamedTypeSymbol type, GraphPlaces places, SemanticModels models, Action<INamedTypeSymbol> uses, Func<GraphSpec, int, string, int?> sizes, CancellationToken cancellation) =>
        [.. Language.GraphMethods(type, "Forward").Select(method => Read(method, isObjective: false, places, models, uses, sizes, cancellation)).OfType<GraphSpec>()];

    /// <summary>The method marked [Objective].</summary>
    public static GraphSpec? Objective(INamedTypeSymbol type, GraphPlaces places, SemanticModels models, CancellationToken cancellation) =>
        Language.GraphMethods(type, "Objective").FirstOrDefault() is { } method ? Read(method, isObjective: true, places, models, _ => { }, (_, _, _) => null, cancellation) : null;

    private static GraphSpec? Read(
        IMethodSymbol method, bool isObjective, GraphPlaces places, SemanticModels models, Action<INamedTypeSymbol> uses, Func<GraphSpec, int, string, int?> sizes, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax)
        {
            return null;
        }

        var recorder = new GraphRecorder();
        SourceRef source = places.Of(syntax);
        bool isBlock = Language.ModelMark(method.ContainingType) is null;
        places.Statements = isObjective || places.Statements.Count > 0 ? places.Statements : recorder.Statements;
        try
        {
            if (Signature(method, isObjective) is { } wrong)
            {
                throw new ReadingStopped(new(ReadingProblem.Unreadable, source, wrong));
            }

            List<GraphValue> inputs = [.. method.Parameters.Select(parameter => recorder.Input(Input(parameter, places, isBlock, isObjective, cancellation)))];
            GraphValue result = new GraphInterpreter(models, recorder, places, uses, sizes, cancellation).Run(method, inputs);
            return recorder.Build(method.Name, source, Outputs(method, result, source, places, cancellation));
        }
        catch (ReadingStopped stopped)
        {
            GraphSpec read = Stopped(stopped.Fault);
            return stopped.IsTooLong ? read with { Steps = default, Scopes = default, Notes = default } : read;
        }
        catch (InsufficientExecutionStackException)
        {
            return Stopped(new(ReadingProblem.Unreadable, source, $"The graph method '{method.Name}' is nested too deeply to be read: give parts of it names"));
        }

        // The members that it is to have can be told from its head alone.
        GraphSpec Stopped(ReadingFault fault)
        {
            foreach (IParameterSymbol parameter in method.Parameters.Skip(recorder.InputCount))
            {
                recorder.Input(new(parameter.Name, source));
            }

            return recorder.Build(method.Name, source, Names(method).Select(name => new OutputSpec(name, -1, source)), fault);
        }
    }

    private static IEnumerable<string> Names(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => element.Name) : [method.Name];

    private static string? Signature(IMethodSymbol method, bool isObjective)
    {
        if (!method.IsStatic || method.IsGenericMethod || method.IsAsync)
        {
            return $"The graph method '{method.Name}' must be a plain static method";
        }

        if (method.Parameters.Length == 0 || method.Parameters.Any(parameter => !Language.IsSymbol(parameter.Type) || parameter.RefKind != RefKind.None || parameter.IsParams))
        {
            return $"The graph method '{method.Name}' takes its inputs as parameters of type Symbol, at least one";
        }

        if (isObjective && !Language.IsSymbol(method.ReturnType))
        {
            return $"The objective '{method.Name}' must return a Symbol";
        }

        return method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.All(element => Language.IsSymbol(element.Type) && element.IsExplicitlyNamedTupleElement) ? null : $"The results of the graph method '{method.Name}' need names: return a tuple such as (Symbol Mean, Symbol Variance)"
            : Language.IsSymbol(method.ReturnType) ? null : $"The graph method '{method.Name}' must return a Symbol, or a tuple of them with names";
    }

    private static InputSpec Input(IParameterSymbol parameter, GraphPlaces places, bool isBlock, bool isObjective, CancellationToken cancellation)
    {
        SourceRef place = places.Of(parameter.DeclaringSyntaxReferences[0].GetSyntax(cancellation));
        ImmutableArray<AttributeData> inputs = Language.Inputs(parameter);
        if (isBlock && inputs.Length > 0)
        {
            throw new ReadingStopped(new(ReadingProblem.Unreadable, Place(inputs[0]), $"'{Language.Kind(inputs[0])}' belongs to a model: a block takes the type of '{parameter.Name}' from the place where it is used"));
        }

        if (!isBlock && inputs.Length != 1 && !(isObjective && inputs.Length == 0))
        {
            throw new ReadingStopped(new(
                ReadingProblem.Unreadable,
                inputs.Length == 0 ? place : Place(inputs[1]),
                inputs.Length == 0
                    ? $"The input '{parameter.Name}' needs its shape: put [Input(...)], [Sequence(...)] or [Tokens(...)] before it"
                    : $"The input '{parameter.Name}' has two input attributes: remove one"));
        }

        return inputs.Length == 0 ? new(parameter.Name, place) : new(parameter.Name, place, new(Language.Kind(inputs[0]), ArgumentReader.Read(inputs[0], cancellation), Place(inputs[0])));

        SourceRef Place(AttributeData attribute) => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax written ? places.Of(written, attribute) : place;
    }

    private static IEnumerable<OutputSpec> Outputs(IMethodSymbol method, GraphValue result, SourceRef source, GraphPlaces places, CancellationToken cancellation)
    {
        if (method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return [new(method.Name, Number(result), source)];
        }

        List<GraphValue> items = result is ListValue list && list.Items.Count == tuple.TupleElements.Length ? list.Items : throw new ReadingStopped(new(ReadingProblem.Silent, source, "")); // C# itself reports it
        return [.. tuple.TupleElements.Select((element, i) => new OutputSpec(element.Name, Number(items[i]), places.Of(element.DeclaringSyntaxReferences[0].GetSyntax(cancellation))))];

        int Number(GraphValue value) => value is TensorValue tensor ? tensor.Number
            : throw new ReadingStopped(new(ReadingProblem.Unreadable, source, $"The graph method '{method.Name}' must return values of the graph, and not null"));
    }
}
