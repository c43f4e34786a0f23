using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.TakeFirst;
using ModelGen.Compiler.Ops.TakeLast;

namespace ModelGen.Compiler.Ops.RecurrentLayers;

/// <summary>
/// Rnn, Lstm or Gru: stacked layers in one direction or both; a padded step keeps the state. Inputs: x [B, T, F]; of each layer and direction the
/// input weight [gates · hidden, F], the state weight [gates · hidden, hidden] and their biases; mask or null; and the states and the cells [B, layers · directions · hidden] that the steps
/// begin at, each or null, both left out where it is zeros. Outputs: the states of all steps, both directions side by side, or the last state; and, of layers that give all states, the last states and
/// the last cells of all layers and directions where they are asked for.
/// </summary>
public sealed partial class RecurrentLayersOp(RecurrentKind kind, long hidden, int layers, bool bidirectional, bool sequences, bool withState = false) : Op
{
    public RecurrentKind Kind { get; } = kind;

    public long Hidden { get; } = hidden;

    public int Layers { get; } = layers;

    public bool Bidirectional { get; } = bidirectional;

    /// <summary>The result is the states of all steps.</summary>
    public bool Sequences { get; } = sequences;

    /// <summary>The last state, and of an Lstm the last cell, are results too.</summary>
    public bool WithState { get; } = withState;

    public override string Name => "recurrent_layers";

    public override string OutputSuffix(int output) => output switch { 0 => "", 1 => "State", _ => "Cell" };

    public override string Describe() =>
        $"{Kind}, hidden = {Hidden}{(Layers == 1 ? "" : $", layers = {Layers}")}{(Bidirectional ? ", bidirectional" : "")}{(Sequences ? ", sequences" : "")}{(WithState ? ", with state" : "")}";

    private int Directions => Bidirectional ? 2 : 1;

    /// <summary>Which input is the mask; what the steps begin at stands behind it.</summary>
    private int MaskAt => 1 + (4 * Layers * Directions);

    private bool IsSingle => Layers == 1 && !Bidirectional;

    /// <summary>The width of the states of all layers and directions.</summary>
    private long AllStates => Layers * Directions * Hidden;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.Last.Size.Constant == inputs[1]!.Type.Extent(1) && inputs[2]!.Type.Extent(1) == Hidden && (inputs.Count == MaskAt + 1 || inputs.Count == MaskAt + 3), inputs);
        TensorType states = x.WithFeatures(Directions * Hidden), last = TensorType.F32(states.Axes[0], states.Last), all = TensorType.F32(states.Axes[0], Axis.Feature(AllStates));
        Require(inputs.Skip(MaskAt + 1).All(start => start is null || start.Type.Equals(all)) && (!WithState || Sequences), inputs);
        return !WithState ? [Sequences ? states : last] : Kind == RecurrentKind.Lstm ? [states, all, all] : [states, all];
    }

    public override Dim Flops(Node node)
    {
        Dim steps = node.Input(0).Type.Rows;
        Dim sum = Sequences ? Dim.Zero : node.Output.Type.Count;
        sum = node.Outputs.Skip(1).Aggregate(sum, (all, last) => all + last.Type.Count);
        for (int weight = 1; weight < MaskAt; weight += 4)
        {
            TensorType input = node.Input(weight).Type;
            sum += steps * input.Axes[0].Size * ((2 * input.Last.Size.Constant) + (2 * Hidden) + 8);
        }

        return sum;
    }

    public override IReadOnlyList<Value> Decompose(Node node, GraphBuilder builder)
    {
        Value x = node.Input(0);
        string name = node.Output.Name;
        List<Value> lastStates = [], lastCells = [];
        for (int layer = 0; layer < Layers; layer++)
        {
            bool isLast = layer == Layers - 1 && !Sequences;
            int weights = 1 + (4 * layer * Directions);
            Value forward = Direction(x, weights, reverse: false, isLast);
            x = Bidirectional ? builder.Add(new ConcatenateOp(), name, forward, Direction(x, weights + 4, reverse: true, isLast)) : forward;
        }

        return !WithState ? [x] : Kind == RecurrentKind.Lstm ? [x, Joined(lastStates, "State"), Joined(lastCells, "Cell")] : [x, Joined(lastStates, "State")];

        Value Joined(List<Value> parts, string suffix) => parts.Count == 1 ? parts[0] : builder.Add(new ConcatenateOp(), name + suffix, [.. parts]);

        // Padded steps keep state and cell, so the last ones are always at the end that the steps go to.
        Value Last(Value states, string suffix, bool reverse) => reverse ? builder.Add(new TakeFirstOp(), name + suffix, states, null) : builder.Add(new TakeLastOp(), name + suffix, states, null);

        Value? Start(int which, int weights) => node.Inputs.Count <= MaskAt + which || !node.Has(MaskAt + which) ? null
            : IsSingle ? node.Input(MaskAt + which) : builder.Add(new SliceOp((weights - 1) / 4 * Hidden, Hidden), name + "Start", node.Input(MaskAt + which));

        // One product for all input projections, then the steps.
        Value Direction(Value input, int weights, bool reverse, bool lastState)
        {
            Value projected = builder.Add(new LinearOp(), "projected", input, node.Input(weights), node.Input(weights + 2), null);
            (Value? start, Value? cell) = (Start(1, weights), Start(2, weights));
            Node steps = builder.AddNode(new RecurrentOp(Kind, Hidden, reverse), name, [projected, node.Input(weights + 1), node.Input(weights + 3), node.Inputs[MaskAt], .. start is null && cell is null ? [] : new[] { start, cell }]);
            if (WithState)
            {
                lastStates.Add(Last(steps.Output, "State", reverse));
                if (Kind == RecurrentKind.Lstm)
                {
                    lastCells.Add(Last(steps.Outputs[2], "Cell", reverse));
                }
            }

            return lastState ? Last(steps.Output, "", reverse) : steps.Output;
        }
    }
}
