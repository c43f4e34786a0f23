using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Summaries;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What can be relied on about the locals and parameters of a method, seen from the whole of its body.</summary>
internal sealed class Locals
{
    [System.ThreadStatic]
    private static HashSet<ISymbol>? s_open;

    private readonly HashSet<object> _written = [];
    private readonly HashSet<object> _loose = [];
    private readonly HashSet<object> _shared = [];
    private readonly HashSet<object> _grown = [];
    private readonly HashSet<object> _handed = [];
    private readonly Dictionary<object, List<IParameterSymbol>> _given = [];

    public Locals(IOperation body)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            Look(operation);
        }
    }

    /// <summary>Whether every write is one that the walk over the method sees: nothing else holds a reference, no nested function writes.</summary>
    public bool IsTracked(ISymbol local) => !_loose.Contains(local);

    /// <summary>Whether it has one value from its declaration to the end of its scope.</summary>
    public bool IsFixed(ISymbol local) => IsTracked(local) && !_written.Contains(local);

    /// <summary>Whether nothing could have changed the elements of the array, collection or tensor that it holds, or the members of an object, but what the walk over the method sees.</summary>
    public bool KeepsItems(ISymbol local, Bodies bodies) => IsFixed(local) && !_shared.Contains(local) && Given(local).All(parameter => Leaves(parameter, bodies));

    /// <summary>Whether a collection has as many elements as before.</summary>
    public bool KeepsCount(ISymbol local, Bodies bodies) => KeepsItems(local, bodies) && !_grown.Contains(local);

    /// <summary>Whether the object that it holds is in nobody else's hands, its own methods' included.</summary>
    public bool IsAlone(ISymbol local, Bodies bodies) => KeepsItems(local, bodies) && !_handed.Contains(local);

    /// <summary>The local or parameter that an expression names, if it is one.</summary>
    public static ISymbol? Of(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Symbol.IsRef: true } declarator:
                _loose.Add(declarator.Symbol);
                Loosen(declarator.Initializer?.Value);
                break;
            case IVariableDeclaratorOperation declarator when declarator.Initializer is null && declarator.Parent?.Parent is IVariableDeclarationGroupOperation:
                _written.Add(declarator.Symbol); // its first value comes later, perhaps once in each turn of a loop
                break;
            case IAssignmentOperation assignment:
                if (assignment is ISimpleAssignmentOperation { IsRef: true })
                {
                    Loosen(assignment.Value);
                }

                foreach (IOperation target in Targets(assignment.Target).Where(target => !IsDeclared(target)))
                {
                    Write(target);
                }

                break;
            case IIncrementOrDecrementOperation step:
                Write(step.Target);
                break;
            case IAddressOfOperation address:
                Loosen(address.Reference);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument when !Returns(argument):
                Loosen(argument.Value);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument:
                foreach (IOperation target in Targets(argument.Value).Where(target => !IsDeclared(target)))
                {
                    Write(target);
                }

                break;
            case ILocalReferenceOperation or IParameterReferenceOperation when !IsDeclared(operation):
                Use(operation, Of(operation)!);
                break;
        }
    }

    /// <summary>Whether it is seen what a call leaves in what it gets by reference, of which nothing remains behind it.</summary>
    private static bool Returns(IArgumentOperation argument) => argument.Parent is IInvocationOperation { TargetMethod: { ReturnsByRef: false, ReturnsByRefReadonly: false, ReturnType.IsRefLikeType: false } method }
        && (method.DeclaringSyntaxReferences.Length > 0 || Growing.IsResize(method));

    private void Use(IOperation reference, ISymbol local)
    {
        IOperation? parent = Outside(reference);
        bool isAdding = parent is IInvocationOperation added && Growing.Is(added.TargetMethod.ContainingType);
        bool isPut = parent is IArrayElementReferenceOperation element && IsTarget(element)
            && (element.Type is { IsValueType: false } or { IsTupleType: true } || (Numbers.IsSize(element.Type) && element.Parent is IAssignmentOperation or IIncrementOrDecrementOperation));
        bool isIndexed = parent is IPropertyReferenceOperation { Property.IsIndexer: true };
        if (isIndexed && !IsTarget(parent!))
        {
            return;
        }

        if (isAdding || isPut || (isIndexed && Growing.Is(((IPropertyReferenceOperation)parent!).Property.ContainingType)))
        {
            _grown.Add(local);
            if (IsNested(reference, local))
            {
                _shared.Add(local); // whoever runs it, and when, is not seen
            }
        }
        else if (IsRead(reference))
        {
            if (parent is IInvocationOperation)
            {
                _handed.Add(local);
            }
        }
        else if (parent is IArgumentOperation { Parameter: { } parameter } && parameter.ContainingSymbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 })
        {
            if (!_given.TryGetValue(local, out List<IParameterSymbol>? parameters))
            {
                _given[local] = parameters = [];
            }

            parameters.Add(parameter);
            _handed.Add(local);
        }
        else
        {
            _shared.Add(local);
        }
    }

    /// <summary>Whether whoever gets it by a parameter leaves its elements alone; a local function's parameters are seen here.</summary>
    private bool Leaves(IParameterSymbol parameter, Bodies bodies)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.LocalFunction })
        {
            return bodies.KeepsItems(parameter);
        }

        s_open ??= new(SymbolEqualityComparer.Default);
        if (!s_open.Add(parameter.OriginalDefinition))
        {
            return false; // it passes it on to itself
        }

        try
        {
            return KeepsCount(parameter.OriginalDefinition, bodies);
        }
        finally
        {
            s_open.Remove(parameter.OriginalDefinition);
        }
    }

    private IEnumerable<IParameterSymbol> Given(ISymbol local) => _given.TryGetValue(local, out List<IParameterSymbol>? parameters) ? parameters : [];

    private static IOperation? Outside(IOperation reference)
    {
        IOperation? parent = reference.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private static bool IsNested(IOperation reference, ISymbol local)
    {
        for (IOperation? around = reference.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                IMethodSymbol function = around is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)around).Symbol;
                return !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function);
            }
        }

        return false;
    }

    private void Write(IOperation target)
    {
        if (Of(target) is not { } local)
        {
            return;
        }

        _written.Add(local);

        // Whoever runs a nested function, and when, is not seen; nor is the way through a finally block.
        for (IOperation? around = target.Parent; around is not null; around = around.Parent)
        {
            ISymbol? function = around switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation named => named.Symbol,
                _ => null,
            };
            bool isFinally = around.Parent is ITryOperation @try && @try.Finally == around;
            if (isFinally || (function is not null && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function)))
            {
                _loose.Add(local);
            }

            if (function is not null && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function))
            {
                return;
            }
        }
    }

    /// <summary>Whether a local gets its first value where it is declared: <c>var (x, y) = ...</c>, <c>out var x</c>.</summary>
    private static bool IsDeclared(IOperation target)
    {
        IOperation? around = target.Parent;
        while (around is ITupleOperation)
        {
            around = around.Parent;
        }

        return around is IDeclarationExpressionOperation;
    }

    private void Loosen(IOperation? reference)
    {
        if (Of(reference) is { } local)
        {
            _loose.Add(local);
        }
    }

    /// <summary>The single places that an assignment writes to.</summary>
    public static IEnumerable<IOperation> Targets(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        IConditionalOperation { IsRef: true } choice => Targets(choice.WhenTrue).Concat(choice.WhenFalse is null ? [] : Targets(choice.WhenFalse)),
        _ => [target],
    };

    /// <summary>A use after which the elements are as before.</summary>
    private static bool IsRead(IOperation reference)
    {
        IOperation? parent = Outside(reference);
        return parent switch
        {
            IPropertyReferenceOperation property => property.Property.Name is "Length" or "Count" or "Rank" or "FlattenedLength" or "Lengths" || IsPlain(reference.Type),
            IFieldReferenceOperation => IsPlain(reference.Type),
            IReturnOperation => true,
            ITupleOperation tuple => Outside(tuple) is IReturnOperation,
            IArrayElementReferenceOperation element => !IsTarget(element),
            IForEachLoopOperation => true,
            IArgumentOperation argument => IsReader(argument),
            IInvocationOperation call => (call.TargetMethod.Name is "AsReadOnlyTensorSpan" && Api.IsTensor(call.TargetMethod.ContainingType)) || call.TargetMethod.Name is "GetLength" || IsPlain(reference.Type),
            _ => false,
        };
    }

    /// <summary>A parameter of the framework's that is only walked through.</summary>
    public static bool IsReader(IParameterSymbol parameter) =>
        parameter.ContainingType is { Name: "Enumerable" or "Task" or "Parallel", ContainingNamespace.Name: "Linq" or "Tasks" } || parameter.ContainingNamespace is { Name: "ModelGen" } or { ContainingNamespace.Name: "ModelGen" }
        || (parameter.ContainingSymbol is IMethodSymbol { DeclaringSyntaxReferences.Length: 0 } method
            && (parameter.OriginalDefinition.Type is INamedTypeSymbol { Name: "IEnumerable" or "IReadOnlyCollection" or "IReadOnlyList" or "ReadOnlySpan" or "ReadOnlyMemory" or "ReadOnlyTensorSpan" }
                || (method.ContainingType is { Name: "Array", ContainingNamespace.Name: "System" } && method.Name is "ConvertAll" or "IndexOf" or "LastIndexOf" or "Find" or "FindIndex" or "FindAll" or "Exists" or "TrueForAll")));

    /// <summary>An object whose members say by themselves whether they change; an array, a collection and a tensor do not.</summary>
    private static bool IsPlain(ITypeSymbol? type) => type is { TypeKind: TypeKind.Class or TypeKind.Struct } && !Api.IsTensor(type) && !Api.IsSpan(type) && !Growing.Is(type);

    private static bool IsReader(IArgumentOperation argument) =>
        (argument.Parameter is { } parameter && IsReader(parameter))
        || argument.Parameter?.Type is INamedTypeSymbol { Name: "ReadOnlyTensorSpan" or "ReadOnlySpan" or "ReadOnlyMemory" }
        || (argument.Parent is IObjectCreationOperation creation && creation.Type is INamedTypeSymbol { Name: "ReadOnlyTensorSpan" } && Api.IsTensor(creation.Type))
        || (argument.Parent is IInvocationOperation { TargetMethod: { Name: "Create" or "AsReadOnlyTensorSpan" or "Reshape" or "Squeeze" or "Unsqueeze" } method } && Api.IsTensors(method.ContainingType));

    private static bool IsTarget(IOperation element) => element.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == element,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IAddressOfOperation => true,
        ITupleOperation => true, // (a[0], a[1]) = ...
        IVariableInitializerOperation => true, // ref int first = ref a[0]
        IReturnOperation => element.Syntax.Parent is RefExpressionSyntax,
        _ => false,
    };
}
