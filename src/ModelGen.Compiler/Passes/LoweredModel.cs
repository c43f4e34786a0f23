using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>A model as a graph, with what stands around it.</summary>
/// <param name="Objective">What training makes small; null for a model without a loss.</param>
/// <param name="Rows">The table of the model's layers, as users read it.</param>
public sealed record LoweredModel(TypeSpec Type, Graph Main, Objective? Objective, IReadOnlyList<LayerRow> Rows)
{
    /// <summary>What the user declared, in the order of the emitted members' parameters.</summary>
    public IReadOnlyList<InputDecl> Inputs => [.. Main.Inputs.Select(input => input.Declaration!)];

    /// <summary>Names of the outputs, in the order of the emitted members' results.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = ["output"];

    /// <inheritdoc cref="ModelSpec.PassedOver"/>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <inheritdoc cref="ModelSpec.NewHeads"/>
    public IReadOnlyList<string> NewHeads { get; init; } = [];

    /// <inheritdoc cref="ModelSpec.Quantized"/>
    public string? Quantized { get; init; }

    /// <summary>Further graph methods, each with the parameters of this one.</summary>
    public IReadOnlyList<LoweredModel> Entries { get; init; } = [];

    /// <summary>Lengths that windows over time make, each after those that it is made of.</summary>
    public IReadOnlyList<LengthDecl> Lengths { get; init; } = [];

    /// <summary>The tokens whose next one the output says at each step: what a decoder appends to; null where no input is.</summary>
    public InputDecl? Decoded => Main.Outputs.Count != 1 ? null : Inputs.FirstOrDefault(input =>
        input is { IsTokens: true, Padding: < 0, HasSegments: false }
        && Main.Outputs[0].Type is { Time: { } time } output
        && time.Size.Equals(input.Type.Time?.Size)
        && output.Last.Size.Constant == input.Vocabulary); // a row is the next token's logits

    /// <summary>The one loss that the objective is; null without a loss, and where the objective is more.</summary>
    public LossOp? Loss => Objective?.Loss;

    /// <summary>What training compares with outputs.</summary>
    public IReadOnlyList<InputDecl> Targets => Objective?.Targets ?? [];

    /// <summary>One input, one output and one target: what the library's own type of batches holds.</summary>
    public bool IsPair => Inputs.Count == 1 && Main.Outputs.Count == 1 && Targets.Count == 1;

    /// <summary>The one loss leaves out the steps where this input has padding; -1: it has no such input.</summary>
    public int PaddedInput => Loss is not null && Objective!.PaddedInputs.ToList() is { Count: > 0 } padded ? padded[0] : -1;
}

/// <summary>A row of the table of a model's layers.</summary>
/// <param name="layer">As declared.</param>
/// <param name="output">Its first result.</param>
/// <param name="nodes">What it was lowered to.</param>
public sealed class LayerRow(string name, LayerSpec layer, Value output, long parameters, IReadOnlyList<Node> nodes)
{
    private long? _flops;

    public string Name { get; } = name;

    public string Kind => LayerText.Of(layer);

    /// <summary>One example's shape: <c>[T&lt;=256, F:384]</c>.</summary>
    public string Output => output.Type.ExampleText;

    public long Parameters { get; } = parameters;

    /// <summary>Of one example of full length. Counted where it is asked for: an editor asks for none.</summary>
    public long Flops => _flops ??= Costs.Total(nodes);
}
