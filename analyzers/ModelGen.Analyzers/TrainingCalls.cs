using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Compiler.Errors;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers;

/// <summary>Training of models that are declared with small numbers: it would throw. Predicting, decoding and computing their loss is what they are for.</summary>
internal static class TrainingCalls
{
    private const string Training = "ModelGen.Training";

    public static void Analyze(OperationAnalysisContext context)
    {
        INamedTypeSymbol? model = context.Operation switch
        {
            IObjectCreationOperation { Type: { } made } creation when Namespace(made) == Training => Small(creation.Arguments),
            IInvocationOperation { TargetMethod: { Name: "Fit", IsStatic: true } } call when Namespace(call.TargetMethod) == Training => Small(call.Arguments),
            IInvocationOperation { TargetMethod.Name: "ComputeGradients" or "Backward", Instance: { } instance } => Small(instance),
            _ => null,
        };
        if (model is null || GivesFloats(context.Operation)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(ErrorId.SmallTrained),
            context.Operation.Syntax.GetLocation(),
            $"'{model.Name}' holds its weights as small numbers, which are not trained: train a class without [Quantize] and call Quantizer.Quantize, or load its file into '{model.Name}' with LoadOptions.Quantize; Quantizer.Dequantize gives '{model.Name}' floats"));
    }

    /// <summary>The model whose parameters an argument is, or leads to.</summary>
    private static INamedTypeSymbol? Small(ImmutableArray<IArgumentOperation> arguments) => arguments.Select(argument => Small(argument.Value)).FirstOrDefault(model => model is not null);

    private static INamedTypeSymbol? Small(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        if (value is IPropertyReferenceOperation { Property.Name: "Store", Instance: { } owner }) value = owner;
        return value.Type is INamedTypeSymbol type && Language.ModelMark(type) is not null && Language.QuantizeMark(type) is not null ? type : null;
    }

    /// <summary>Whether the same member makes floats of some model.</summary>
    private static bool GivesFloats(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation.Descendants().Any(each => each is IInvocationOperation { TargetMethod: { Name: "Dequantize", ContainingType.Name: "Quantizer" } });
    }

    private static string Namespace(ISymbol symbol) => symbol.ContainingNamespace?.ToDisplayString() ?? "";
}
