using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model as a graph, with what stands around it.</summary>
/// <param name="Rows">The table of the model's layers, as users read it.</param>
public sealed record LoweredModel(TypeSpec Type, InputDecl Input, Graph Main, LossDecl? Loss, IReadOnlyList<LayerRow> Rows)
{
    /// <summary>Lengths that windows over time make, each after those that it is made of.</summary>
    public IReadOnlyList<LengthDecl> Lengths { get; init; } = [];
}

/// <param name="Kind">A member of the runtime's enum Loss, by its name.</param>
public sealed record LossDecl(string Kind, double LabelSmoothing, long IgnoreIndex);

/// <param name="Output">One example's shape: <c>[T&lt;=256, F:384]</c>.</param>
public sealed record LayerRow(string Name, string Kind, string Output, long Parameters, long Flops);
