using System;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

/// <summary>Rnn, Lstm and Gru: one product for all input projections, then the steps; stacked, and in both directions if asked for.</summary>
internal sealed class RecurrentLayer(RecurrentKind kind) : Layer
{
    // Each layer has nodes and parameters of its own, and an editor waits for all of them. Stacks in use have fewer than ten.
    private const int MaximumLayers = 100;

    public override string Kind => kind.ToString();

    public override bool IsNamed => true;

    private long Gates => kind switch { RecurrentKind.Lstm => 4, RecurrentKind.Gru => 3, _ => 1 };

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("hidden", out int hidden) || !context.Size("Layers", out int layers, otherwise: 1))
        {
            return LayerContext.Unknown;
        }

        if (layers > MaximumLayers)
        {
            return context.Fail(ErrorId.TooLarge, "Layers", $"Layers of '{Kind}' must be at most {MaximumLayers}, not {LayerText.Number(layers)}");
        }

        if (x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        bool bidirectional = context.Spec.Bool("Bidirectional");
        long width = Math.Max(x.Type.Last.Size.Constant, layers > 1 && bidirectional ? 2L * hidden : hidden);
        if (!context.Fits("hidden", Gates, hidden, width) || !context.Fits("Layers", layers, Gates, hidden, width))
        {
            return LayerContext.Unknown;
        }

        bool sequences = context.Spec.Bool("ReturnSequences");
        for (int layer = 0; layer < layers; layer++)
        {
            bool isLast = layer == layers - 1;
            string member = layers > 1 || bidirectional ? "Layer" + LayerText.Number(layer) : "";
            Value forward = Direction(context, x, hidden, member, layer, reverse: false, isLast && !sequences);
            x = bidirectional
                ? context.Builder.Add(new ConcatenateOp(), context.Name, forward, Direction(context, x, hidden, member + "Reverse", layer, reverse: true, isLast && !sequences))
                : forward;
        }

        return x;
    }

    private Value Direction(LayerContext context, Value x, long hidden, string member, int layer, bool reverse, bool lastState)
    {
        // PyTorch's initial values and names.
        Initial initial = Initial.Uniform(1 / Math.Sqrt(hidden));
        string suffix = "_l" + LayerText.Number(layer) + (reverse ? "_reverse" : "");
        Value Declare(string leaf, string file, params long[] sizes) =>
            context.Parameter(member.Length == 0 ? [leaf] : [member, leaf], file + suffix, initial, sizes);

        Value inputWeight = Declare("InputWeight", "weight_ih", Gates * hidden, x.Type.Last.Size.Constant);
        Value stateWeight = Declare("StateWeight", "weight_hh", Gates * hidden, hidden);
        Value inputBias = Declare("InputBias", "bias_ih", Gates * hidden);
        Value stateBias = Declare("StateBias", "bias_hh", Gates * hidden);
        Value projected = context.Builder.Add(new LinearOp(), "projected", x, inputWeight, inputBias, null);
        Value states = context.Builder.Add(new RecurrentOp(kind, hidden, reverse), context.Name, projected, stateWeight, stateBias, context.Mask);
        if (!lastState)
        {
            return states;
        }

        // Padded steps keep the state, so the last one is always at the end that the steps go to.
        return reverse ? context.Builder.Add(new TakeFirstOp(), context.Name, states, null) : context.Builder.Add(new TakeLastOp(), context.Name, states, null);
    }
}
