using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;
using ModelGen.Analyzers.DataEdges.Summaries;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What can be relied on about the locals and parameters of a method, seen from the whole of its body.</summary>
internal sealed partial class Locals
{
    [System.ThreadStatic]
    private static HashSet<ISymbol>? s_open;

    private readonly HashSet<object> _written = [];
    private readonly HashSet<object> _loose = [];
    private readonly HashSet<object> _shared = [];
    private readonly HashSet<object> _grown = [];
    private readonly HashSet<object> _handed = [];
    private readonly HashSet<object> _asked = [];
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

    /// <summary>Whether elements are put into the collection that it holds.</summary>
    public bool Grows(ISymbol local) => _grown.Contains(local) || _handed.Contains(local) || _shared.Contains(local);

    /// <summary>Whether the object that it holds is in nobody else's hands, its own methods' included.</summary>
    public bool IsAlone(ISymbol local, Bodies bodies) => KeepsItems(local, bodies) && !_handed.Contains(local);

    /// <summary>Whether something hangs on what a text is.</summary>
    public bool IsAsked(ISymbol text) => _asked.Contains(text);

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
            case IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String } text:
                if (Asks(text))
                {
                    _asked.Add(text.Parameter);
                }

                break;
            case ILocalReferenceOperation or IParameterReferenceOperation when !IsDeclared(operation):
                Use(operation, Of(operation)!);
                break;
        }
    }

    private void Use(IOperation reference, ISymbol local)
    {
        IOperation? parent = Outside(reference);
        if (Channels.Behind(parent) is not null)
        {
            parent = Outside(parent!);
            bool isWriting = parent is IInvocationOperation writing && Channels.IsWriting(writing.TargetMethod);
            if (isWriting)
            {
                _grown.Add(local);
            }

            if (parent is not IInvocationOperation || (isWriting && IsNested(reference, local)))
            {
                _shared.Add(local); // an end in other hands
            }

            return;
        }

        bool isAdding = parent is IInvocationOperation added && (Growing.Is(added.TargetMethod.ContainingType) || Channels.IsWriting(added.TargetMethod));
        bool isPut = parent is IArrayElementReferenceOperation element && IsTarget(element)
            && (element.Type is { IsValueType: false } or { IsTupleType: true } || (Numbers.IsSize(element.Type) && element.Parent is IAssignmentOperation or IIncrementOrDecrementOperation));
        bool isIndexed = parent is IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol };
        if (isIndexed && !IsTarget(parent!))
        {
            return;
        }

        if (isAdding || isPut || (isIndexed && parent is IPropertyReferenceOperation { Property.ContainingType: var indexed } && Growing.Is(indexed)))
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

    private void Loosen(IOperation? reference)
    {
        if (Of(reference) is { } local)
        {
            _loose.Add(local);
        }
    }
}
