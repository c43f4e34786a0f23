using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Where there is something to follow: most methods touch no tensor, and cost nothing more than this look.</summary>
internal static class Interest
{
    public static bool Is(IOperation body) => body.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => Api.IsTensors(call.TargetMethod.ContainingType) || Api.IsTensor(call.TargetMethod.ContainingType) || States(call.TargetMethod)
            || Api.IsModelGen(call.TargetMethod.ContainingType, "Trainer", "Training") || Api.IsModelGen(call.TargetMethod.ContainingType, "Evaluate", "Evaluation"),
        IObjectCreationOperation creation => Api.IsTensor(creation.Type) || States(creation.Constructor)
            || Api.IsModelGen(creation.Type, "TensorDataset", "Data") || Api.IsModelGen(creation.Type, "SequenceDataset", "Data"),
        _ => false,
    });

    /// <summary>What a method knows of its own parameters, where they state a shape.</summary>
    public static Facts Stated(ISymbol owner)
    {
        Facts facts = Facts.None;
        foreach (IParameterSymbol parameter in (owner as IMethodSymbol)?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            if (Api.IsTensor(parameter.Type) && Signature.Of(parameter.GetAttributes()) is { } stated)
            {
                facts = facts.With(parameter, new TensorValue(new Shape(stated.Axes.Select(axis => axis.Size.IsNumber ? axis.Size : Size.Unknown)), default, null));
            }
        }

        return facts;
    }

    private static bool States(IMethodSymbol? method) =>
        method is not null && method.Parameters.Any(parameter => parameter.GetAttributes().Any(attribute => Api.IsModelGen(attribute.AttributeClass, "ShapeAttribute")));
}
