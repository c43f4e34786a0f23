using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Ir;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>What the members of a model with several inputs and outputs say of each other: results and tensors of batches have the shapes of the parameters that are called as they are.</summary>
internal static class ModelMembers
{
    /// <summary>The results of <c>Predict</c>, of which the overload that writes them says the shapes.</summary>
    /// <returns>Null for a method without such an overload.</returns>
    public static IReadOnlyList<Signature?>? Results(IMethodSymbol method, INamedTypeSymbol tuple)
    {
        string[] names = [.. tuple.TupleElements.Select(element => CSharpNames.Camel(element.Name))];
        IMethodSymbol? writing = method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .FirstOrDefault(other => other.ReturnsVoid && other.Parameters.Length == method.Parameters.Length + names.Length && names.All(name => other.Parameters.Any(parameter => parameter.Name == name)));
        return writing is null ? null : [.. names.Select(name => Signature.Of(writing.Parameters.First(parameter => parameter.Name == name).GetAttributes()))];
    }

    /// <summary><c>batch.Pixels.Set(tensor)</c>: what the model's batches take.</summary>
    public static Value? Set(Call call)
    {
        if (call.Receiver is IPropertyReferenceOperation { Property: { ContainingType: { Name: "Batch", ContainingType: { } model } } property }
            && call.Argument("tensor") is { } argument && call.Value("tensor") is { } value
            && Parameter(model, CSharpNames.Camel(property.Name)) is { } stated)
        {
            new Judgement(call, model).Take(argument, Signature.Of(stated.GetAttributes()), value, Subject.Argument($"{model.Name}.Batch.{property.Name}.Set", "tensor"));
        }

        return null;
    }

    /// <summary>Of ComputeLoss, which has all inputs and targets by their names.</summary>
    private static IParameterSymbol? Parameter(INamedTypeSymbol model, string name) =>
        model.GetMembers("ComputeLoss").OfType<IMethodSymbol>().SelectMany(method => method.Parameters).FirstOrDefault(parameter => parameter.Name == name);
}
