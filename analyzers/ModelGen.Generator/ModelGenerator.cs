using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;

namespace ModelGen.Generator;

/// <summary>
/// Wiring only: attributes -> <see cref="ModelSpec"/> -> <see cref="ModelCompiler"/> -> text. The specification is the cache key: an edit that
/// does not change it costs nothing further. Errors are the analyzer's to report.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ModelSpec> models = Read(context, Language.Model, TrackingNames.Models);
        IncrementalValuesProvider<ModelSpec> presets = Read(context, Language.Transformer, TrackingNames.Presets);
        IncrementalValueProvider<TargetEnvironment> environment =
            context.CompilationProvider.Select(EnvironmentReader.Read).WithTrackingName(TrackingNames.Environment);
        IncrementalValueProvider<EquatableArray<string>> clashes = models.Collect().Combine(presets.Collect())
            .Select((all, _) => HintNames.Clashes(all.Left.Concat(all.Right).Select(spec => spec.Type)))
            .WithTrackingName(TrackingNames.Clashes);

        Emit(context, models, environment, clashes);
        Emit(context, presets, environment, clashes);
        EmitSupport(context, models, presets, environment);
    }

    private static IncrementalValuesProvider<ModelSpec> Read(IncrementalGeneratorInitializationContext context, string attribute, string step) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                (node, _) => node is ClassDeclarationSyntax || node.IsKind(SyntaxKind.RecordDeclaration),
                Transform)
            .Where(spec => spec is not null)
            .Select((spec, _) => spec!)
            .WithTrackingName(step);

    /// <summary>A class may carry both attributes, on several declarations: only the one that <see cref="Language.ModelMark"/> picks speaks for it.</summary>
    private static ModelSpec? Transform(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol { Name.Length: > 0 } type
        && Language.ModelMark(type)?.ApplicationSyntaxReference is { } mark
        && context.Attributes.Any(found => found.ApplicationSyntaxReference is { } place && place.SyntaxTree == mark.SyntaxTree && place.Span == mark.Span)
        && context.TargetNode.Span.Contains(mark.Span) // the attributes are those of all declarations in the file
            ? ModelReader.Model(type, context.SemanticModel.Compilation, cancellation).Spec
            : null;

    private static void Emit(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelSpec> specs,
        IncrementalValueProvider<TargetEnvironment> environment,
        IncrementalValueProvider<EquatableArray<string>> clashes)
    {
        IncrementalValuesProvider<Emission> compiled = specs
            .Combine(environment)
            .Select((input, _) => new Emission(input.Left.Type, ModelCompiler.Compile(input.Left, input.Right).Value.Files))
            .WithTrackingName(TrackingNames.Compiled);

        context.RegisterSourceOutput(
            compiled.Combine(clashes).WithTrackingName(TrackingNames.Files),
            (production, input) =>
            {
                (Emission emission, EquatableArray<string> clashing) = input;
                foreach (EmittedFile file in emission.Files)
                {
                    production.AddSource(HintNames.Of(emission.Type, file.HintName, clashing), SourceText.From(file.Text, Encoding.UTF8));
                }
            });
    }

    /// <summary>What models share on a GPU, once for all of them.</summary>
    private static void EmitSupport(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ModelSpec> models,
        IncrementalValuesProvider<ModelSpec> presets,
        IncrementalValueProvider<TargetEnvironment> environment)
    {
        IncrementalValueProvider<bool> isNeeded = models.Collect().Combine(presets.Collect()).Combine(environment)
            .Select((input, _) => ModelCompiler.NeedsGpuSupport(input.Left.Left.Concat(input.Left.Right), input.Right))
            .WithTrackingName(TrackingNames.Support);
        context.RegisterSourceOutput(isNeeded, (production, needed) =>
        {
            foreach (EmittedFile file in needed ? ModelCompiler.GpuSupport : [])
            {
                production.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
            }
        });
    }

    /// <summary>What a model gives: its files, and the class that names them.</summary>
    private sealed record Emission(TypeSpec Type, EquatableArray<EmittedFile> Files);
}
