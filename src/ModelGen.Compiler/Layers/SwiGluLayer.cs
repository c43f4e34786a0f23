using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.GatedSilu;
using ModelGen.Compiler.Ops.Linear;

namespace ModelGen.Compiler.Layers;

/// <summary>down(silu(gate(x)) · up(x)) (Shazeer 2020, arXiv:2002.05202); gate and up are one packed product.</summary>
internal sealed class SwiGluLayer : Layer
{
    public override string Kind => "SwiGlu";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => ["{gate,up,down}"];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("hidden", out int hidden) || !context.Deviation("InitStd", 0, out _) || x.IsUnknown || !Accepts.Features(context, x))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        if (!context.Fits("hidden", 2L * hidden, width))
        {
            return LayerContext.Unknown;
        }

        bool hasBias = context.Spec.Bool("Bias");
        Initial initial = LinearLayer.InitialOf(context, width, hidden);
        Value weight = Packed(context, hidden, "Weight", initial, [2L * hidden, width]);
        Value? bias = hasBias ? Packed(context, hidden, "Bias", LinearLayer.BiasOf(context, width), [2L * hidden]) : null;
        Value gateUp = context.Builder.Add(new LinearOp(), "gateUp", x, weight, bias, null);
        Value gated = context.Builder.Add(new GatedSiluOp(), "gated", gateUp);

        string file = context.Map(2, "down");
        Initial downInitial = LinearLayer.InitialOf(context, hidden, width);
        Value down = context.Parameter(["Down", "Weight"], file + ".weight", downInitial, width, hidden);
        Value? downBias = hasBias ? context.Parameter(["Down", "Bias"], file + ".bias", LinearLayer.BiasOf(context, hidden), width) : null;
        return context.Builder.Add(new LinearOp(), context.Name, gated, down, downBias, null);
    }

    private static Value Packed(LayerContext context, int hidden, string leaf, Initial initial, long[] sizes)
    {
        string lower = LayerContext.Lower(leaf);
        return context.Declare(
            ["GateUp" + leaf],
            "gateUp." + lower,
            initial,
            sizes,
            parts:
            [
                new(new("Gate", leaf), context.Map(0, "gate") + "." + lower, hidden),
                new(new("Up", leaf), context.Map(1, "up") + "." + lower, hidden),
            ],
            partsInFile: true);
    }
}
