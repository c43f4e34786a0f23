using System.Collections.Generic;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Rotary;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// Multi-head self-attention: one packed product for queries, keys and values, rotary positions if asked for, attention, and
/// the output projection.
/// </summary>
internal sealed class SelfAttentionLayer : Layer
{
    public override string Kind => "SelfAttention";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => ["{query,key,value,output}", "{queryKeyValue,output}"];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("Heads", out int heads)
            || !context.Size("KvHeads", out int keyValue, minimum: 0)
            || !context.Real("Dropout", 0, 0, 1, "at least 0 and below 1", out double dropout)
            || !context.Real("RotaryBase", 10000, 1, float.PositiveInfinity, "a number of at least 1", out double rotaryBase)
            || !context.Deviation("InitStd", 0, out _)
            || !context.Deviation("OutputInitStd", 0, out double outputDeviation))
        {
            return LayerContext.Unknown;
        }

        keyValue = keyValue == 0 ? heads : keyValue;
        if (heads < 1 || !context.Divides("KvHeads", keyValue, "Heads", heads, blamePrevious: false) || x.IsUnknown || !Accepts.Sequence(context, x))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        bool rotary = context.Spec.Bool("Rotary");
        bool IsFit(long count) => (!rotary || width / count % 2 == 0) && (!context.Spec.Has("KvHeads") || count % keyValue == 0);
        if (!context.Divides("Heads", heads, "Width", width, blamePrevious: true, IsFit))
        {
            return LayerContext.Unknown;
        }

        var layout = new HeadLayout(heads, keyValue, (int)(width / heads));
        if (rotary && layout.Size % 2 != 0)
        {
            return context.Fail(
                ErrorId.NotDivisible,
                "Heads",
                $"Rotary positions turn pairs, so the head size must be even: width {width} / Heads {heads} is {layout.Size}",
                blamePrevious: true,
                Divisors.Nearest("Heads", width, heads, IsFit));
        }

        if (!context.Fits("Heads", width, 3 * width))
        {
            return LayerContext.Unknown;
        }

        bool hasBias = context.Spec.Bool("Bias", true);
        Initial initial = LinearLayer.InitialOf(context, width, width);
        Value weight = Packed(context, layout, "Weight", initial, [layout.PackedWidth, width]);
        Value? bias = hasBias ? Packed(context, layout, "Bias", LinearLayer.BiasOf(context, width), [layout.PackedWidth]) : null;
        Value qkv = context.Builder.Add(new LinearOp(), "qkv", x, weight, bias, null);
        if (rotary)
        {
            qkv = context.Builder.Add(new RotaryOp(layout, rotaryBase), "rotated", qkv);
        }

        var attention = new AttentionOp(heads, context.Spec.Bool("Causal"), dropout, context.Scope.NextRandomSite(dropout > 0));
        Value Part(string part, long start, long partWidth) => context.Builder.Add(new SliceOp(start, partWidth), qkv.Name + part, qkv);
        Value query = Part("Query", 0, layout.QueryWidth);
        Value key = Part("Key", layout.QueryWidth, layout.KeyValueWidth);
        Value value = Part("Value", layout.QueryWidth + layout.KeyValueWidth, layout.KeyValueWidth);
        Value mixed = context.Builder.Add(attention, "mixed", query, key, value, context.Mask(x), null);
        return Project(context, mixed, outputDeviation > 0 ? Initial.Normal(outputDeviation) : initial, width, hasBias);
    }

    private static Value Project(LayerContext context, Value heads, Initial initial, long width, bool hasBias)
    {
        string file = context.Map(IsPacked(context) ? 1 : 3, "output");
        Value weight = context.Declare(["Output", "Weight"], file + ".weight", initial, [width, width], transposed: context.Spec.Bool("Transposed"));
        Value? bias = hasBias ? context.Parameter(["Output", "Bias"], file + ".bias", LinearLayer.BiasOf(context, width), width) : null;
        return context.Builder.Add(new LinearOp(), context.Name, heads, weight, bias, null);
    }

    // Query, key and value stand one after another in memory, so that one product computes all three. A weight file has either
    // the three (the default, and llama) or the whole (gpt2's c_attn).
    private static Value Packed(LayerContext context, HeadLayout layout, string leaf, Initial initial, long[] sizes)
    {
        string lower = LayerContext.Lower(leaf);
        bool packed = IsPacked(context);
        string File(int map, string otherwise) => (packed ? otherwise : context.Map(map, otherwise)) + "." + lower;
        ParameterPart[] parts =
        [
            new(new("Query", leaf), File(0, "query"), layout.QueryWidth),
            new(new("Key", leaf), File(1, "key"), layout.KeyValueWidth),
            new(new("Value", leaf), File(2, "value"), layout.KeyValueWidth),
        ];
        return context.Declare(
            ["Qkv" + leaf],
            (packed ? context.Map(0, "") : "qkv") + "." + lower,
            initial,
            sizes,
            transposed: leaf == "Weight" && context.Spec.Bool("Transposed"),
            parts,
            partsInFile: !packed);
    }

    private static bool IsPacked(LayerContext context) => context.NamedMaps == 2;
}
