using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Pretrained;

namespace ModelGen.CodeFixes.Presets;

/// <summary>A preset in the source, and what it stands for.</summary>
/// <param name="Written">The preset as it was read.</param>
/// <param name="Expanded">The specification of the same model without it.</param>
internal sealed record Preset(
    Document Document,
    SemanticModel Model,
    AttributeSyntax Attribute,
    ClassDeclarationSyntax Declaration,
    INamedTypeSymbol Type,
    LayerSpec Written,
    ModelSpec Expanded)
{
    /// <returns>Null where the cursor is neither at a preset nor at its class's head, and where the model has an error.</returns>
    public static async Task<Preset?> Find(Document document, TextSpan span, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindToken(span.Start).Parent is not { } place
            || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration
            || span.Start < declaration.SpanStart
            || span.End > HeadEnd(declaration)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        ImmutableArray<AttributeData> layers = Language.Layers(type);
        return layers.Length == 1
            && layers[0].ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax attribute
            && attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() == declaration
            && IsAt(place, attribute)
            && !HasErrors(model, attribute, cancellation)
            && Files(document.Project.AnalyzerOptions, cancellation).Attach(ModelReader.Model(type, model.Compilation, cancellation).Spec) is var spec
            && ModelCompiler.Expand(spec) is { } expanded
            && IsWritable(expanded, model.Compilation)
                ? new(document, model, attribute, declaration, type, spec.Layers[0], expanded)
                : null;
    }

    private static ProjectFiles Files(AnalyzerOptions options, CancellationToken cancellation) => ProjectFiles.Of(options.AdditionalFiles, options.AnalyzerConfigOptionsProvider, cancellation);

    // Layers of a list: what only a graph method says is not written out.
    private static bool IsWritable(ModelSpec model, Compilation compilation) =>
        model.Graph is null
        && model.Blocks.All(block => block.Graph is null)
        && model.Layers.Concat(model.Blocks.SelectMany(block => block.Layers)).All(layer => compilation.GetTypeByMetadataName($"ModelGen.{layer.Kind}Attribute{(layer.Block is null ? "" : "`1")}") is not null);

    private static int HeadEnd(ClassDeclarationSyntax declaration) =>
        declaration.OpenBraceToken.Span.Length > 0 ? declaration.OpenBraceToken.SpanStart : declaration.Span.End;

    /// <summary>At the preset, at the brackets around it, or beyond all attributes; not at another attribute.</summary>
    private static bool IsAt(SyntaxNode place, AttributeSyntax preset) =>
        place.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? attribute == preset
        : place.FirstAncestorOrSelf<AttributeListSyntax>() is not { } list || list == preset.Parent;

    // An argument that is no constant, or of the wrong type, is not in the specification: what was meant is not known.
    private static bool HasErrors(SemanticModel model, AttributeSyntax attribute, CancellationToken cancellation) =>
        attribute.ContainsDiagnostics || model.GetDiagnostics(attribute.Span, cancellation).Any(found => found.Severity == DiagnosticSeverity.Error);
}
