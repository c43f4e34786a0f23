using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.GatedSilu;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>down(silu(gate(x)) · up(x)) (Shazeer 2020, arXiv:2002.05202); gate and up are one packed product.</summary>
internal sealed class SwiGluLayer : Layer
{
    public override string Kind => "SwiGlu";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => ["{gate,up,down}", "{gateUp,down}"];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("hidden", out int hidden) || !context.Deviation("InitStd", 0, out _) || !Gate(context) || x.IsUnknown || !Accepts.Features(context, x))
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
        Value gated = context.Spec.Text("Gate") is null or "Silu" ? context.Builder.Add(new GatedSiluOp(), "gated", gateUp) : Gelu(context, gateUp, hidden);

        string file = context.Map(IsPacked(context) ? 1 : 2, "down");
        Initial downInitial = LinearLayer.InitialOf(context, hidden, width);
        Value down = context.Parameter(["Down", "Weight"], file + ".weight", downInitial, width, hidden);
        Value? downBias = hasBias ? context.Parameter(["Down", "Bias"], file + ".bias", LinearLayer.BiasOf(context, hidden), width) : null;
        return context.Builder.Add(new LinearOp(), context.Name, gated, down, downBias, null);
    }

    private static bool Gate(LayerContext context)
    {
        if (context.Spec.Text("Gate") is null or "Silu" or "Gelu" or "GeluTanh")
        {
            return true;
        }

        context.Fail(ErrorId.OutOfRange, "Gate", $"Gate of 'SwiGlu' must be a member of Gate, not {context.Spec.Text("Gate")}");
        return false;
    }

    private static Value Gelu(LayerContext context, Value gateUp, int hidden)
    {
        Function function = context.Spec.Text("Gate") == "Gelu" ? Functions.Gelu : Functions.GeluTanh;
        Value gate = context.Builder.Add(new ElementwiseOp(function), "gate", context.Builder.Add(new SliceOp(0, hidden), "gateIn", gateUp));
        return context.Builder.Add(new ElementwiseOp(Functions.Multiply), "gated", gate, context.Builder.Add(new SliceOp(hidden, hidden), "up", gateUp));
    }

    // A weight file has two tensors, or one with the rows of the gate before those of the other.
    private static bool IsPacked(LayerContext context) => context.NamedMaps == 2;

    private static Value Packed(LayerContext context, int hidden, string leaf, Initial initial, long[] sizes)
    {
        string lower = LayerContext.Lower(leaf);
        return context.Declare(
            ["GateUp" + leaf],
            (IsPacked(context) ? context.Map(0, "") : "gateUp") + "." + lower,
            initial,
            sizes,
            parts:
            [
                new(new("Gate", leaf), (IsPacked(context) ? "gate" : context.Map(0, "gate")) + "." + lower, hidden),
                new(new("Up", leaf), (IsPacked(context) ? "up" : context.Map(1, "up")) + "." + lower, hidden),
            ],
            partsInFile: !IsPacked(context));
    }
}
