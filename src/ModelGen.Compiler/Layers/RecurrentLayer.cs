using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>Rnn, Lstm and Gru; stacked, and in both directions if asked for.</summary>
internal sealed class RecurrentLayer(RecurrentKind kind) : Layer
{
    // Each layer has nodes and parameters of its own, and an editor waits for all of them. Stacks in use have fewer than ten.
    private const int MaximumLayers = 100;

    public override string Kind => kind.ToString();

    public override bool IsNamed => true;

    private long Gates => kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };

    public override Value Lower(LayerContext context, Value x) => Lower(context, x, context.More.FirstOrDefault(), context.More.Skip(1).FirstOrDefault(), withState: false)[0];

    /// <param name="start">[F:layers · directions · hidden]: the states that the steps begin at, layer after layer, forwards before backwards (PyTorch's h_0 side by side); null: zeros.</param>
    /// <param name="startCell">The cells of an Lstm, likewise.</param>
    /// <param name="withState">The last states, and of an Lstm the last cells, are results too, in the same order.</param>
    /// <returns>What the layer gives; then the last state and cell where they are asked for; unknown after an error.</returns>
    public IReadOnlyList<Value> Lower(LayerContext context, Value x, Value? start, Value? startCell, bool withState)
    {
        Value[] unknown = [.. Enumerable.Repeat(LayerContext.Unknown, !withState ? 1 : kind == RecurrentKind.Lstm ? 3 : 2)];
        if (!context.Size("hidden", out int hidden) || !context.Size("Layers", out int layers, otherwise: 1))
        {
            return unknown;
        }

        if (layers > MaximumLayers)
        {
            context.Fail(ErrorId.TooLarge, "Layers", $"Layers of '{Kind}' must be at most {MaximumLayers}, not {LayerText.Number(layers)}");
            return unknown;
        }

        bool bidirectional = context.Spec.Bool("Bidirectional");
        int cells = bidirectional ? 2 * layers : layers;
        if (x.IsUnknown || !Accepts.Sequence(context, x) || !IsState(context, "start", start, hidden, cells) || !IsState(context, "startCell", startCell, hidden, cells))
        {
            return unknown;
        }

        if (startCell is not null && kind != RecurrentKind.Lstm)
        {
            context.Fail(ErrorId.WrongInput, "startCell", $"'{LayerText.Of(context.Spec)}' has no cell to begin at: an Lstm has one");
            return unknown;
        }

        long width = Math.Max(x.Type.Last.Size.Constant, layers > 1 && bidirectional ? 2L * hidden : hidden);
        if (!context.Fits("hidden", Gates, hidden, width) || !context.Fits("Layers", layers, Gates, hidden, width))
        {
            return unknown;
        }

        var inputs = new List<Value?> { x };
        for (int layer = 0; layer < layers; layer++)
        {
            string member = layers > 1 || bidirectional ? "Layer" + LayerText.Number(layer) : "";
            long features = layer == 0 ? x.Type.Last.Size.Constant : bidirectional ? 2L * hidden : hidden;
            inputs.AddRange(Direction(context, features, hidden, member, layer, reverse: false));
            inputs.AddRange(bidirectional ? Direction(context, features, hidden, member + "Reverse", layer, reverse: true) : []);
        }

        inputs.Add(context.Mask(x));
        if ((start ?? startCell) is not null)
        {
            inputs.AddRange([start, startCell]);
        }

        bool sequences = context.Spec.Bool("ReturnSequences", withState && context.IsStep);
        Node node = context.Builder.AddNode(new RecurrentLayersOp(kind, hidden, layers, bidirectional, sequences || withState, withState), context.Name, [.. inputs]);
        if (!withState || sequences)
        {
            return node.Outputs;
        }

        // The last layer's states stand last.
        long top = bidirectional ? 2L * hidden : hidden;
        return [layers == 1 ? node.Outputs[1] : context.Builder.Add(new SliceOp((cells * (long)hidden) - top, top), context.Name, node.Outputs[1]), .. node.Outputs.Skip(1)];
    }

    // The states of each example.
    private static bool IsState(LayerContext context, string argument, Value? state, long hidden, int cells)
    {
        if (state is null || (!state.IsUnknown && state.Type.DType == DType.F32 && state.Type.Axes.Count == 2 && state.Type.EndsInFeature && state.Type.Last.Size.Equals(Dim.Of(hidden) * cells)))
        {
            return true;
        }

        if (!state.IsUnknown)
        {
            context.Fail(ErrorId.WrongInput, argument, $"'{LayerText.Of(context.Spec)}' begins at {state.Type.ExampleText}: its state must be [F:{LayerText.Number(hidden * cells)}]{(cells == 1 ? "" : $", {LayerText.Number(hidden)} for each of its {LayerText.Number(cells)} layers and directions")}", makers: []);
        }

        return false;
    }

    // PyTorch's initial values and names.
    private Value[] Direction(LayerContext context, long features, long hidden, string member, int layer, bool reverse)
    {
        Initial initial = Initial.Uniform(1 / Math.Sqrt(hidden));
        string suffix = "_l" + LayerText.Number(layer) + (reverse ? "_reverse" : "");
        return
        [
            Declare("InputWeight", "weight_ih", Gates * hidden, features),
            Declare("StateWeight", "weight_hh", Gates * hidden, hidden),
            Declare("InputBias", "bias_ih", Gates * hidden),
            Declare("StateBias", "bias_hh", Gates * hidden),
        ];

        Value Declare(string leaf, string file, params long[] sizes) => context.Parameter(member.Length == 0 ? [leaf] : [member, leaf], file + suffix, initial, sizes);
    }
}
