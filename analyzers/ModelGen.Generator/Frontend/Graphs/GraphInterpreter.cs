using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>
/// Carries out the body of a graph method: constants, loops and helper methods as C# would, while each operation on a Symbol is recorded. What is not part of that language ends the reading with one fault, at
/// the expression. This half: methods and what they see.
/// </summary>
internal sealed partial class GraphInterpreter(SemanticModels models, GraphRecorder recorder, GraphPlaces places, Action<INamedTypeSymbol> uses, Func<GraphSpec, int, string, int?> sizes, CancellationToken cancellation)
{
    // Statements and turns of loops.
    private const int MaximumSteps = 10_000;

    private readonly Dictionary<SyntaxNode, IOperation?> _bodies = [];
    private readonly Dictionary<ISymbol, SharedValue> _sharedMethods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IParameterSymbol, string> _spelled = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, GraphValue> _fields = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _fieldsInReading = new(SymbolEqualityComparer.Default);
    private readonly Stack<GraphValue> _accessed = new();
    private readonly Stack<IMethodSymbol> _open = new();
    private readonly Stack<IOperation> _loops = new();
    private Variables _variables = new(null);
    private GraphValue? _returned;
    private int _steps, _held;

    /// <summary>Reads the body of a static method with these arguments.</summary>
    public GraphValue Run(IMethodSymbol method, IReadOnlyList<GraphValue> arguments) =>
        Run(new FunctionValue(method, Body(method) ?? throw Stop(method, $"'{method.Name}' has no body here that could be read"), null), arguments);

    private GraphValue Run(FunctionValue function, IReadOnlyList<GraphValue> arguments, IOperation? call = null)
    {
        IMethodSymbol method = function.Method;
        if (_open.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            throw Stop(call ?? function.Body, $"'{method.Name}' calls itself; a graph method cannot be recursive");
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        (Variables before, GraphValue? returnedBefore) = (_variables, _returned);
        Variables own = new(function.Scope);
        for (int i = 0; i < method.Parameters.Length && i < arguments.Count; i++)
        {
            own.Declare(method.OriginalDefinition.Parameters[i], Typed(call ?? function.Body, method.Parameters[i].Type, arguments[i]));
        }

        // A generic method's are those of its caller's call.
        for (int i = 0; i < method.TypeParameters.Length; i++)
        {
            own.Declare(method.TypeParameters[i].OriginalDefinition, new TypeValue(Known(method.TypeArguments[i])));
        }

        _variables = own;
        _open.Push(method.OriginalDefinition);
        try
        {
            _returned = null;
            Execute(function.Body);
            return _returned ?? new ConstantValue(null);
        }
        finally
        {
            _open.Pop();
            (_variables, _returned) = (before, returnedBefore);
        }
    }

    private IOperation? Body(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } syntax)
        {
            return null;
        }

        if (!_bodies.TryGetValue(syntax, out IOperation? body))
        {
            body = Bind(syntax);
            _bodies.Add(syntax, body);
        }

        return body;
    }

    private IOperation? Bind(SyntaxNode syntax)
    {
        cancellation.ThrowIfCancellationRequested();
        return models.Compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? models.Of(syntax.SyntaxTree).GetOperation(syntax, cancellation) : null; // of another project
    }

    /// <summary>The value of a static readonly field that is set where it is declared: the same at each use, as a shared layer is.</summary>
    private GraphValue? Initializer(IFieldSymbol field) =>
        field is { IsStatic: true, IsReadOnly: true } && field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } written } ? Once(field, written) : null;

    private GraphValue? Once(ISymbol field, ExpressionSyntax written)
    {
        if (_fields.TryGetValue(field, out GraphValue? known))
        {
            return known;
        }

        IOperation? value = Bind(written.Parent!) is ISymbolInitializerOperation initializer ? initializer.Value : Bind(written);
        if (value is null || !_fieldsInReading.Add(field))
        {
            return null; // what is made of itself has no value
        }

        (Variables before, int scope) = (_variables, recorder.Scope);
        try
        {
            _variables = new(null);
            recorder.Close(-1);
            GraphValue result = Evaluate(value, field.Name);
            if (result is ListValue list)
            {
                list.IsFixed = true;
            }

            _fields.Add(field, result);
            return result;
        }
        finally
        {
            recorder.Close(scope);
            _variables = before;
            _fieldsInReading.Remove(field);
        }
    }

    private void Count(IOperation operation)
    {
        if (++_steps > MaximumSteps)
        {
            throw new ReadingStopped(Stop(_loops.Count > 0 ? _loops.Peek() : operation, $"it takes more than {MaximumSteps} steps: a model of so many parts belongs into a block that is repeated").Fault, isTooLong: true);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private ReadingStopped Unreadable(IOperation operation, string advice)
    {
        string text = operation.Syntax.ToString();
        int line = text.IndexOfAny(['\r', '\n']);
        text = line >= 0 ? text.Substring(0, line).TrimEnd() + " ..." : text;
        text = text.Length > 60 ? text.Substring(0, 57) + "..." : text;
        return Stop(operation, $"'{text}' cannot be read; {advice}");
    }

    private ReadingStopped Foreign(IOperation operation, string message) => Stop(operation, message, ReadingProblem.Foreign);

    private ReadingStopped Stop(IOperation operation, string message, ReadingProblem problem = ReadingProblem.Unreadable) => operation.Syntax is { ContainsDiagnostics: true } || IsBroken(operation)
        ? new(new(ReadingProblem.Silent, places.Of(operation.Syntax), ""))
        : new(new(problem, places.Of(operation.Syntax), "A graph method is read at compile time: " + message));

    private ReadingStopped Stop(ISymbol symbol, string message) =>
        new(new(ReadingProblem.Unreadable, places.Of(symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation)), "A graph method is read at compile time: " + message));

    /// <summary>C# itself reports an error in it.</summary>
    private static bool IsBroken(IOperation operation) => operation.DescendantsAndSelf().Any(part => part is IInvalidOperation || part.Type is IErrorTypeSymbol);
}
