using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Spec;

/// <summary>A class that <c>Residual</c>, <c>Repeat</c> or <c>Use</c> names.</summary>
/// <param name="IsBlock">It carries <c>[Block]</c>; naming another type is an error.</param>
public sealed record BlockSpec(TypeSpec Type, EquatableArray<LayerSpec> Layers, bool IsBlock = true)
{
    /// <inheritdoc cref="ModelSpec.Graph"/>
    public GraphSpec? Graph { get; init; }

    /// <summary>Of a graph method that asks for sizes: how it reads for each of the types that the block is used with.</summary>
    public EquatableArray<BlockVariant> Variants { get; init; }

    /// <summary>It was read up to the place where it asks for a size.</summary>
    public bool AsksForSizes => Graph?.Fault?.Problem == ReadingProblem.Size;

    /// <summary>What it is made of, in order, whichever way it is written.</summary>
    public IEnumerable<LayerSpec> Steps => Graph is null ? Layers : (Variants.Count == 0 ? Graph.Steps : Variants.SelectMany(variant => variant.Graph.Steps)).Select(step => step.Layer);
}
