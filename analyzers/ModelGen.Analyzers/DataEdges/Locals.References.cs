using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Collections;

namespace ModelGen.Analyzers.DataEdges;

/// <content>What the place of a reference says by itself.</content>
internal sealed partial class Locals
{
    /// <summary>Whether it is seen what a call leaves in what it gets by reference, of which nothing remains behind it.</summary>
    private static bool Returns(IArgumentOperation argument) => argument.Parent is IInvocationOperation { TargetMethod: { ReturnsByRef: false, ReturnsByRefReadonly: false, ReturnType.IsRefLikeType: false } method }
        && (method.DeclaringSyntaxReferences.Length > 0 || Growing.IsResize(method));

    private static IOperation? Outside(IOperation reference)
    {
        IOperation? parent = reference.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    /// <summary>Whether a text is compared, is a key, or goes on to where it may be.</summary>
    private static bool Asks(IOperation text) => Outside(text) switch
    {
        IArgumentOperation { Parameter.ContainingSymbol: IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 } or IPropertySymbol } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "TryGetValue" } } => true,
        IArgumentOperation or IInterpolationOperation or IInvocationOperation or IPropertyReferenceOperation => false,
        _ => true,
    };

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
            { Syntax: SpreadElementSyntax } => true,
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
