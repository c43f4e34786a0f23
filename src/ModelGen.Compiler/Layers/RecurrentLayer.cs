using System;
using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Recurrent;
using ModelGen.Compiler.Ops.RecurrentLayers;

namespace ModelGen.Compiler.Layers;

/// <summary>Rnn, Lstm and Gru; stacked, and in both directions if asked for.</summary>
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

        var inputs = new List<Value?> { x };
        for (int layer = 0; layer < layers; layer++)
        {
            string member = layers > 1 || bidirectional ? "Layer" + LayerText.Number(layer) : "";
            long features = layer == 0 ? x.Type.Last.Size.Constant : bidirectional ? 2L * hidden : hidden;
            inputs.AddRange(Direction(context, features, hidden, member, layer, reverse: false));
            inputs.AddRange(bidirectional ? Direction(context, features, hidden, member + "Reverse", layer, reverse: true) : []);
        }

        inputs.Add(context.Mask(x));
        return context.Builder.Add(new RecurrentLayersOp(kind, hidden, layers, bidirectional, context.Spec.Bool("ReturnSequences")), context.Name, [.. inputs]);
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
