using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Linear;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.RmsNorm;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Layers;

/// <summary>The parameters of self-attention: three maps in one, the output's, and the norms of queries and keys.</summary>
internal static class AttentionMaps
{
    /// <summary>Names for norms stand behind those of the maps.</summary>
    private static int Norms(LayerContext context) => context.Spec.Bool("QueryKeyNorm") ? 2 : 0;

    private static bool IsPacked(LayerContext context) => context.NamedMaps == 2 + Norms(context);

    public static Value QueryKeyValue(LayerContext context, Value x, HeadLayout layout, Initial initial, bool hasBias)
    {
        long width = x.Type.Last.Size.Constant;
        Value weight = Packed(context, layout, "Weight", initial, [layout.PackedWidth, width]);
        Value? bias = hasBias ? Packed(context, layout, "Bias", LinearLayer.BiasOf(context, width), [layout.PackedWidth]) : null;
        return context.Builder.Add(new LinearOp(), "qkv", x, weight, bias, null);
    }

    public static Value Output(LayerContext context, Value heads, Initial initial, long inputs, long width, bool hasBias)
    {
        string file = context.Map(IsPacked(context) ? 1 : 3, "output");
        Value weight = context.Declare(["Output", "Weight"], file + ".weight", initial, [width, inputs], transposed: context.Spec.Bool("Transposed"));
        Value? bias = hasBias ? context.Parameter(["Output", "Bias"], file + ".bias", LinearLayer.BiasOf(context, inputs), width) : null;
        return context.Builder.Add(new LinearOp(), context.Name, heads, weight, bias, null);
    }

    /// <summary>Each head's query and key with a root mean square of 1, times a gain that the heads share (Henry et al. 2020, arXiv:2010.04245, as Qwen3 does it).</summary>
    public static Value Normalized(LayerContext context, Value qkv, HeadLayout layout, double epsilon, double offset)
    {
        Value query = Norm("Query", 0, layout.Count, 0), key = Norm("Key", layout.QueryWidth, layout.KeyValue, 1);
        Value value = context.Builder.Add(new SliceOp(layout.QueryWidth + layout.KeyValueWidth, layout.KeyValueWidth), "rawValue", qkv);
        return context.Builder.Add(new ConcatenateOp(), "normalized", query, key, value);

        Value Norm(string name, long start, int count, int map)
        {
            string file = context.Map((IsPacked(context) ? 2 : 4) + map, LayerContext.Lower(name) + "Norm");
            Value gain = context.Declare([name + "Norm", "Weight"], file + ".weight", Initial.Ones, [layout.Size], offset: offset);
            Value raw = context.Builder.Add(new SliceOp(start, (long)count * layout.Size), "raw" + name, qkv);
            var split = new TensorType(raw.Type.DType, new(raw.Type.Axes[0], raw.Type.Axes[1], Axis.Plain(count), Axis.Feature(layout.Size)));
            Value heads = context.Builder.Add(new RmsNormOp(epsilon), "normed" + name, context.Builder.Add(new ReshapeOp(split), "heads" + name, raw), gain);
            return context.Builder.Add(new ReshapeOp(raw.Type), "flat" + name, heads);
        }
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
            partsInFile: !packed,
            byHead: packed && context.Spec.Bool("ByHead") ? layout.Count : 0);
    }
}
