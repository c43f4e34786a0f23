using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.TakeFirst;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Ops.RecurrentLayers;

/// <summary>
/// Rnn, Lstm or Gru: stacked layers in one direction or both, from states of zeros; a padded step keeps the state. Inputs: x [B, T, F]; of each layer and direction the
/// input weight [gates · hidden, F], the state weight [gates · hidden, hidden] and their biases; mask or null. Output: the states of all steps, both directions side by
/// side, or the last state.
/// </summary>
public sealed partial class RecurrentLayersOp(RecurrentKind kind, long hidden, int layers, bool bidirectional, bool sequences) : Op
{
    public RecurrentKind Kind { get; } = kind;

    public long Hidden { get; } = hidden;

    public int Layers { get; } = layers;

    public bool Bidirectional { get; } = bidirectional;

    /// <summary>The result is the states of all steps.</summary>
    public bool Sequences { get; } = sequences;

    public override string Name => "recurrent_layers";

    public override string Describe() =>
        $"{Kind}, hidden = {Hidden}{(Layers == 1 ? "" : $", layers = {Layers}")}{(Bidirectional ? ", bidirectional" : "")}{(Sequences ? ", sequences" : "")}";

    private int Directions => Bidirectional ? 2 : 1;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.Last.Size.Constant == inputs[1]!.Type.Extent(1) && inputs[2]!.Type.Extent(1) == Hidden && inputs.Count == 2 + (4 * Layers * Directions), inputs);
        TensorType states = x.WithFeatures(Directions * Hidden);
        return [Sequences ? states : TensorType.F32(states.Axes[0], states.Last)];
    }

    public override Dim Flops(Node node)
    {
        Dim steps = node.Input(0).Type.Rows;
        Dim sum = Sequences ? Dim.Zero : node.Output.Type.Count;
        for (int weight = 1; weight < node.Inputs.Count - 1; weight += 4)
        {
            TensorType input = node.Input(weight).Type;
            sum += steps * input.Axes[0].Size * ((2 * input.Last.Size.Constant) + (2 * Hidden) + 8);
        }

        return sum;
    }

    public override Value Decompose(Node node, GraphBuilder builder)
    {
        Value x = node.Input(0);
        string name = node.Output.Name;
        for (int layer = 0; layer < Layers; layer++)
        {
            bool isLast = layer == Layers - 1 && !Sequences;
            int weights = 1 + (4 * layer * Directions);
            Value forward = Direction(x, weights, reverse: false, isLast);
            x = Bidirectional ? builder.Add(new ConcatenateOp(), name, forward, Direction(x, weights + 4, reverse: true, isLast)) : forward;
        }

        return x;

        // One product for all input projections, then the steps.
        Value Direction(Value input, int weights, bool reverse, bool lastState)
        {
            Value projected = builder.Add(new LinearOp(), "projected", input, node.Input(weights), node.Input(weights + 2), null);
            Value states = builder.Add(new RecurrentOp(Kind, Hidden, reverse), name, projected, node.Input(weights + 1), node.Input(weights + 3), node.Inputs.Last());

            // Padded steps keep the state, so the last one is always at the end that the steps go to.
            return !lastState ? states : reverse ? builder.Add(new TakeFirstOp(), name, states, null) : builder.Add(new TakeLastOp(), name, states, null);
        }
    }
}
