using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Names of the types that shapes pass through.</summary>
internal static class Api
{
    public static bool IsModelGen(ITypeSymbol? type, string name, string? room = null) =>
        type?.Name == name && (room is null
            ? type.ContainingNamespace is { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true }
            : type.ContainingNamespace is { ContainingNamespace: { Name: "ModelGen", ContainingNamespace.IsGlobalNamespace: true } } space && space.Name == room);

    /// <summary>The static class of tensor functions.</summary>
    public static bool IsTensors(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Tensor", Arity: 0 } && InTensors(type);

    /// <summary><c>Tensor&lt;T&gt;</c> and the spans over it.</summary>
    public static bool IsTensor(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Tensor" or "TensorSpan" or "ReadOnlyTensorSpan", Arity: 1 } && InTensors(type);

    public static bool IsSpan(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", Arity: 1, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>The argument of a parameter, by the parameter's name; null when there is none.</summary>
    public static IArgumentOperation? Argument(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue);

    private static bool InTensors(ITypeSymbol type) =>
        type.ContainingNamespace is
        {
            Name: "Tensors",
            ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };
}
