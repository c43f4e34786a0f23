using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler;
using ModelGen.Compiler.Spec;

namespace ModelGen.Generator.Frontend.Graphs;

/// <summary>The comments behind lists of a pipeline's attributes that state what the last layer of each gives: <c>[Linear(64), Relu] // [F:64]</c>.</summary>
internal static class LayerComments
{
    /// <param name="all">False: those that are there.</param>
    public static IEnumerable<ShapeComment> Of(ModelReading reading, bool all)
    {
        if (reading.Spec.Graph is not null || !reading.Types.TryGetValue(reading.Spec.Type.Key, out INamedTypeSymbol? type))
        {
            yield break;
        }

        Lazy<IReadOnlyList<(SourceRef Layer, string Shape)>> shapes = new(() => ModelCompiler.LayerShapes(reading.Spec));
        ImmutableArray<AttributeData> layers = Language.Layers(type);
        foreach (IGrouping<SyntaxNode?, int> list in Enumerable.Range(0, layers.Length).GroupBy(layer => layers[layer].ApplicationSyntaxReference?.GetSyntax().Parent))
        {
            if (list.Key is AttributeListSyntax { CloseBracketToken: var end } && ShapeComment.Find(end) is { } found && (found.Written is not null || all)
                && shapes.Value.LastOrDefault(shape => list.Contains(shape.Layer.Attribute)).Shape is { } right)
            {
                yield return found with { Right = "// " + right };
            }
        }
    }
}
