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
using ModelGen.Generator.Frontend.Pretrained;

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
        IncrementalValuesProvider<ModelSpec> pretrained = Attached(context, Read(context, Language.Pretrained, TrackingNames.Presets));
        IncrementalValueProvider<EquatableArray<ModelSpec>> all = models.Collect().Combine(presets.Collect()).Combine(pretrained.Collect())
            .Select((found, _) => new EquatableArray<ModelSpec>([.. found.Left.Left, .. found.Left.Right, .. found.Right]));
        IncrementalValueProvider<TargetEnvironment> environment =
            context.CompilationProvider.Select(EnvironmentReader.Read).WithTrackingName(TrackingNames.Environment);
        IncrementalValueProvider<EquatableArray<string>> clashes = all
            .Select((specs, _) => HintNames.Clashes(specs.Select(spec => spec.Type)))
            .WithTrackingName(TrackingNames.Clashes);

        Emit(context, models, environment, clashes);
        Emit(context, presets, environment, clashes);
        Emit(context, pretrained, environment, clashes);
        EmitSupport(context, all, environment);
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

    /// <summary>With the text of the files that they name.</summary>
    private static IncrementalValuesProvider<ModelSpec> Attached(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelSpec> specs)
    {
        IncrementalValueProvider<ProjectFiles> files = context.AdditionalTextsProvider
            .Where(ProjectFiles.IsNamed)
            .Select(ProjectFile.Read)
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select((options, _) => ProjectFiles.FolderOf(options)))
            .Select((found, _) => new ProjectFiles(found.Right, new([.. found.Left])));
        return specs.Combine(files).Select((input, _) => input.Right.Attach(input.Left)).WithTrackingName(TrackingNames.Pretrained);
    }

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
        IncrementalValueProvider<EquatableArray<ModelSpec>> models,
        IncrementalValueProvider<TargetEnvironment> environment)
    {
        IncrementalValueProvider<bool> isNeeded = models.Combine(environment)
            .Select((input, _) => ModelCompiler.NeedsGpuSupport(input.Left, input.Right))
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
