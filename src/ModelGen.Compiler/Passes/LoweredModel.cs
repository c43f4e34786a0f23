using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model as a graph, with what stands around it.</summary>
/// <param name="Rows">The table of the model's layers, as users read it.</param>
public sealed record LoweredModel(TypeSpec Type, Graph Main, LossDecl? Loss, IReadOnlyList<LayerRow> Rows)
{
    /// <summary>What the user declared, in the order of the emitted members' parameters.</summary>
    public IReadOnlyList<InputDecl> Inputs => [.. Main.Inputs.Select(input => input.Declaration!)];

    /// <summary>Names of the outputs, in the order of the emitted members' results.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = ["output"];

    /// <summary>Lengths that windows over time make, each after those that it is made of.</summary>
    public IReadOnlyList<LengthDecl> Lengths { get; init; } = [];

    /// <summary>What training compares the output with; null without a loss.</summary>
    public TensorType? Target => Loss?.TargetOf(Main.Outputs[0].Type);

    /// <summary>The loss leaves steps of padding out.</summary>
    public bool LeavesPaddingOut => Loss is { TakesIds: true } && Inputs[0].Padding >= 0 && Main.Outputs[0].Type.HasTime;
}

/// <param name="Output">One example's shape: <c>[T&lt;=256, F:384]</c>.</param>
public sealed record LayerRow(string Name, string Kind, string Output, long Parameters, long Flops);
