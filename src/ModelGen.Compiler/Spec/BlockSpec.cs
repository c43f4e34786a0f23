namespace ModelGen.Compiler.Spec;

/// <summary>A class that <c>Residual</c>, <c>Repeat</c> or <c>Use</c> names.</summary>
/// <param name="IsBlock">It carries <c>[Block]</c>; naming another type is an error.</param>
public sealed record BlockSpec(TypeSpec Type, EquatableArray<LayerSpec> Layers, bool IsBlock = true)
{
    /// <inheritdoc cref="ModelSpec.Graph"/>
    public GraphSpec? Graph { get; init; }

    /// <summary>What it is made of, in order, whichever way it is written.</summary>
    public System.Collections.Generic.IEnumerable<LayerSpec> Steps => Graph is null ? Layers : System.Linq.Enumerable.Select(Graph.Steps, step => step.Layer);
}
