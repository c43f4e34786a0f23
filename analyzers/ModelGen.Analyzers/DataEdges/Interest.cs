using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Analyzers.DataEdges.Summaries;

namespace ModelGen.Analyzers.DataEdges;

/// <summary>Where there is something to follow: most methods touch no tensor, and cost nothing more than this look.</summary>
internal static class Interest
{
    public static bool Is(IOperation body, Mentions mentions) => body.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => IsKnown(call.TargetMethod) || IsStated(call.TargetMethod) || (IsOwn(call.TargetMethod) && mentions.Reaches(call.TargetMethod)),
        IObjectCreationOperation creation => Api.IsTensor(creation.Type) || Api.IsModelGen(creation.Type, "TensorDataset", "Data") || Api.IsModelGen(creation.Type, "SequenceDataset", "Data")
            || (creation.Constructor is { } constructor && (IsStated(constructor) || (IsOwn(constructor) && mentions.Reaches(constructor)))),
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

    /// <summary>Whether a method says itself what it takes or gives.</summary>
    public static bool IsStated(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.GetAttributes().Any(IsShape)) || method.GetReturnTypeAttributes().Any(IsShape);

    private static bool IsShape(AttributeData attribute) => Api.IsModelGen(attribute.AttributeClass, "ShapeAttribute");

    private static bool IsKnown(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        return Api.IsTensors(type) || Api.IsTensor(type) || Api.IsModelGen(type, "Trainer", "Training") || Api.IsModelGen(type, "FitExtensions", "Training")
            || Api.IsModelGen(type, "Evaluate", "Evaluation") || Api.IsModelGen(type, "Predictions", "Evaluation") || Api.IsModelGen(type, "BatchTensor", "Data");
    }

    private static bool IsOwn(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length > 0 && !Bodies.IsGenerated(method.DeclaringSyntaxReferences[0].SyntaxTree);
}
