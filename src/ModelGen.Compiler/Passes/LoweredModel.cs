using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model as a graph, with what stands around it.</summary>
/// <param name="Rows">The table of the model's layers, as users read it.</param>
public sealed record LoweredModel(TypeSpec Type, Graph Main, LossOp? Loss, IReadOnlyList<LayerRow> Rows)
{
    /// <summary>What the user declared, in the order of the emitted members' parameters.</summary>
    public IReadOnlyList<InputDecl> Inputs => [.. Main.Inputs.Select(input => input.Declaration!)];

    /// <summary>Names of the outputs, in the order of the emitted members' results.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = ["output"];

    /// <summary>Lengths that windows over time make, each after those that it is made of.</summary>
    public IReadOnlyList<LengthDecl> Lengths { get; init; } = [];

    /// <summary>What training compares the output with; null without a loss.</summary>
    public TensorType? Target => Loss?.TargetOf(Main.Outputs[0].Type);

    /// <summary>The loss leaves steps of padding out: where the output's steps are those of the tokens.</summary>
    public bool LeavesPaddingOut => Loss is not null && Inputs[0].Padding >= 0 && Main.Outputs[0].Type.Time is { } time && time.Size.Equals(Inputs[0].Type.Time!.Size);
}

/// <param name="Output">One example's shape: <c>[T&lt;=256, F:384]</c>.</param>
public sealed record LayerRow(string Name, string Kind, string Output, long Parameters, long Flops);
