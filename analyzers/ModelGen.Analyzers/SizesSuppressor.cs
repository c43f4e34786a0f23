using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers;

/// <summary>In an assembly that is CLS-compliant C# warns of arrays in attributes (CS3016), and the sizes of <c>[Input(3, 32, 32)]</c> are one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SizesSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Sizes = new("MGENSPR001", "CS3016", "The compiler alone reads a layer's sizes: no other language has to write them.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(Sizes);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location is { SourceTree: { } tree } place
                && tree.GetRoot(context.CancellationToken).FindNode(place.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
                && context.GetSemanticModel(tree).GetSymbolInfo(attribute, context.CancellationToken).Symbol is IMethodSymbol constructor
                && Language.IsOurs(constructor.ContainingType))
            {
                context.ReportSuppression(Suppression.Create(Sizes, diagnostic));
            }
        }
    }
}
