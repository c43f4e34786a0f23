using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>The states of a recurrent layer in one direction, from a state of zeros; a padded step keeps the state. Inputs: projected x [B, T, gates · hidden], weight [gates · hidden, hidden], bias, mask or null. Outputs: states, and for Lstm and Gru the gates and the cells (of Gru: the part of n that the state gives).</summary>
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
        TensorType y = gates.WithFeatures(Hidden);
        return Kind == RecurrentKind.Rnn ? [y] : [y, gates, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value projected = node.Input(0);
        (Value? gates, Value? cells) = Kind == RecurrentKind.Rnn ? ((Value?)null, (Value?)null) : (node.Outputs[1], node.Outputs[2]);
        Node backward = builder.AddNode(
            new RecurrentGradientOp(this), projected.GradientName(), outputGradient, node.Input(1), node.Inputs[3], node.Output, gates, cells);
        Value state = backward.Outputs[backward.Outputs.Count - 1];
        builder.AddNode(new RecurrentWeightGradientOp(Reverse), "none", state, node.Output, node.Input(1), node.Input(2));
        return [backward.Output, null, null, null];
    }

    public override Dim Flops(Node node) => node.Input(0).Type.Count * ((2 * Hidden) + 8);
}
