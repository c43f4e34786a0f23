using System;
using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>
/// The states of a recurrent layer in one direction; a padded step keeps the state. Inputs: projected x [B, T, gates · hidden], weight [gates · hidden, hidden], bias, mask or null, and
/// what the steps begin at: state [B, hidden] or null, cell or null, both left out where it is zeros. Outputs: states, and for Lstm and Gru the gates and the cells (of Gru: the part of n that
/// the state gives).
/// </summary>
public sealed partial class RecurrentOp(RecurrentKind kind, long hidden, bool reverse) : Op
{
    public RecurrentKind Kind { get; } = kind;

    public long Hidden { get; } = hidden;

    public bool Reverse { get; } = reverse;

    public override string Name => "recurrent";

    public override string OutputSuffix(int output) => output switch { 0 => "", 1 => "Gates", _ => "Cells" };

    public override string Describe() => $"{Kind}, hidden = {Hidden}{(Reverse ? ", reverse" : "")}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType gates, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(gates.Last.Size.Constant == weight.Extent(0) && weight.Extent(1) == Hidden, inputs);
        TensorType y = gates.WithFeatures(Hidden), state = TensorType.F32(gates.Axes[0], y.Last);
        for (int start = 4; start < inputs.Count; start++)
        {
            Require(inputs[start] is null || inputs[start]!.Type.Equals(state), inputs);
        }

        return Kind == RecurrentKind.Rnn ? [y] : [y, gates, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, IReadOnlyList<Value?> outputGradients, GraphBuilder builder)
    {
        Value projected = node.Input(0);
        (Value? gates, Value? cells) = Kind == RecurrentKind.Rnn ? ((Value?)null, (Value?)null) : (node.Outputs[1], node.Outputs[2]);
        Value? dCells = Kind == RecurrentKind.Rnn ? null : outputGradients[2];
        if (dCells is not null && Kind != RecurrentKind.Lstm)
        {
            throw new InvalidOperationException($"{Name} has no gradient for what {Kind} keeps");
        }

        (Value? start, Value? startCell) = (node.Has(4) ? node.Input(4) : null, node.Has(5) ? node.Input(5) : null);
        var backwardOp = new RecurrentGradientOp(this);
        Value?[] inputs = [outputGradients[0], node.Input(1), node.Inputs[3], node.Output, gates, cells, .. start is null && startCell is null && dCells is null ? [] : new[] { dCells, start, startCell }];
        Node backward = builder.AddNode(backwardOp, projected.GradientName(), inputs);
        builder.AddNode(new RecurrentWeightGradientOp(Reverse), "none", [backward.Outputs[Kind == RecurrentKind.Gru ? 1 : 0], node.Output, node.Input(1), node.Input(2), .. start is null ? [] : new[] { start }]);
        int next = Kind == RecurrentKind.Gru ? 2 : 1;
        Value? dStart = start is null ? null : backward.Outputs[next++];
        Value? dStartCell = startCell is null ? null : backward.Outputs[next];
        return node.Inputs.Count > 4 ? [backward.Output, null, null, null, dStart, dStartCell] : [backward.Output, null, null, null];
    }

    public override Dim Flops(Node node) => node.Input(0).Type.Count * ((2 * Hidden) + 8);
}
