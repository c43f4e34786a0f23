using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Graphs;
using ModelGen.Generator.Frontend.Pretrained;

namespace ModelGen.Analyzers;

/// <summary>A model and what the compiler says about it, each finding with the class in whose text it belongs.</summary>
internal sealed class Compiled
{
    private Compiled(ModelSpec spec, ImmutableArray<Finding> findings) => (Spec, Findings) = (spec, findings);

    public ModelSpec Spec { get; }

    public ImmutableArray<Finding> Findings { get; }

    public static Compiled Model(INamedTypeSymbol type, Compilation compilation, TargetEnvironment environment, ProjectFiles files, ErrorMemo memo, CancellationToken cancellation)
    {
        ModelReading reading = ModelReader.Model(type, compilation, cancellation);
        ModelSpec spec = files.AttachAll(reading.Spec);
        Places places = new(type, reading.Types, reading.Places);
        List<Finding> findings = [];
        foreach (ModelError error in memo.Of(spec, environment))
        {
            if (ErrorCatalog.All[error.Id].Severity != Severity.Error && !places.IsHere(error.Source.Type))
            {
                continue; // advice about another assembly's block is for its authors
            }

            SourceRef source = InReach(error.Source, spec, places);
            ModelError here = source == error.Source ? error : error with { Source = source, Mend = null };
            findings.Add(new(here, places.Symbol(here.Source.Type) ?? type, places));
        }

        foreach (ShapeComment comment in ShapeComment.Of(reading, all: false).Concat(LayerComments.Of(reading, all: false)).Where(comment => comment.IsStale))
        {
            var error = new ModelError(ErrorId.StaleShape, new(spec.Type.Key, SourceRef.ClassName), $"{(reading.Spec.Graph is null ? "The layer" : "The statement")} gives {comment.Right.Substring(3)}, not {comment.Written!.TrimStart('/', ' ')}", Mend: new(MendKind.ReplaceText, Value: comment.Right));
            findings.Add(new(error, type, places) { At = Location.Create(comment.Tree, comment.Span) });
        }

        return new(spec, findings.ToImmutableArray());
    }

    /// <summary>A fault inside a block of another assembly is shown where this one's text uses that block.</summary>
    private static SourceRef InReach(SourceRef source, ModelSpec spec, Places places)
    {
        if (places.IsHere(source.Type))
        {
            return source;
        }

        Dictionary<string, EquatableArray<LayerSpec>> blocks = [];
        foreach (BlockSpec block in spec.Blocks)
        {
            blocks[block.Type.Key] = block.Layers;
        }

        IEnumerable<LayerSpec> written = spec.Layers.Concat(spec.Blocks.Where(block => places.IsHere(block.Type.Key)).SelectMany(block => block.Layers));
        foreach (LayerSpec layer in written)
        {
            if (layer.Block is { } entry && !places.IsHere(entry) && Reaches(entry, source.Type, blocks, []))
            {
                return layer.Source;
            }
        }

        return new(spec.Type.Key, SourceRef.ClassName);
    }

    private static bool Reaches(string from, string to, Dictionary<string, EquatableArray<LayerSpec>> blocks, HashSet<string> seen) =>
        from == to
        || (seen.Add(from)
            && blocks.TryGetValue(from, out EquatableArray<LayerSpec> layers)
            && layers.Any(layer => layer.Block is { } next && Reaches(next, to, blocks, seen)));
}
