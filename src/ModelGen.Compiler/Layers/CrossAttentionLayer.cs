using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Attention;
using ModelGen.Compiler.Ops.Linear;

namespace ModelGen.Compiler.Layers;

/// <summary>
/// Multi-head attention of a sequence to another one, the memory: queries are a product of the sequence, keys and values products of the memory, and an output projection
/// follows, as in PyTorch's MultiheadAttention (Vaswani et al. 2017, section 3.2.3). Padding of the memory is hidden.
/// </summary>
internal sealed class CrossAttentionLayer : Layer
{
    public override string Kind => "CrossAttention";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => ["{query,key,value,output}"];

    public override Value Lower(LayerContext context, Value x) => context.More.Count == 1 ? Lower(context, x, context.More[0])
        : x.IsUnknown ? LayerContext.Unknown : context.RefuseInput(x, "it needs a second sequence, the memory");

    /// <param name="memory">[S, F] of any width.</param>
    public static Value Lower(LayerContext context, Value x, Value memory)
    {
        if (!context.Size("Heads", out int heads)
            || !context.Size("KvHeads", out int keyValue, minimum: 0)
            || !context.Real("Dropout", 0, 0, 1, "at least 0 and below 1", out double dropout)
            || !context.Deviation("InitStd", 0, out _)
            || !context.Deviation("OutputInitStd", 0, out double outputDeviation))
        {
            return LayerContext.Unknown;
        }

        keyValue = keyValue == 0 ? heads : keyValue;
        if (heads < 1
            || !context.Divides("KvHeads", keyValue, "Heads", heads, blamePrevious: false)
            || x.IsUnknown || memory.IsUnknown || !Accepts.Sequence(context, x) || !Accepts.Sequence(context, memory))
        {
            return LayerContext.Unknown;
        }

        long width = x.Type.Last.Size.Constant;
        if (!context.Divides("Heads", heads, "Width", width, blamePrevious: true, count => !context.Spec.Has("KvHeads") || count % keyValue == 0)
            || !context.Fits("Heads", width, System.Math.Max(width, memory.Type.Last.Size.Constant)))
        {
            return LayerContext.Unknown;
        }

        long pairs = width / heads * keyValue;
        Value query = Project(context, 0, "Query", x, width);
        Value key = Project(context, 1, "Key", memory, pairs);
        Value value = Project(context, 2, "Value", memory, pairs);
        var attention = new AttentionOp(heads, context.Spec.Bool("Causal"), dropout, context.Scope.NextRandomSite(dropout > 0));
        Value mixed = context.Builder.Add(attention, "mixed", query, key, value, context.Mask(memory), null);
        Initial initial = outputDeviation > 0 ? Initial.Normal(outputDeviation) : LinearLayer.InitialOf(context, width, width);
        return Project(context, 3, "Output", mixed, width, context.Name, initial);
    }

    private static Value Project(LayerContext context, int map, string member, Value x, long outputs, string? name = null, Initial? initial = null)
    {
        long inputs = x.Type.Last.Size.Constant;
        string local = LayerContext.Lower(member), file = context.Map(map, local);
        Value weight = context.Declare([member, "Weight"], file + ".weight", initial ?? LinearLayer.InitialOf(context, inputs, outputs), [outputs, inputs], transposed: context.Spec.Bool("Transposed"));
        Value? bias = context.Spec.Bool("Bias", true) ? context.Parameter([member, "Bias"], file + ".bias", LinearLayer.BiasOf(context, inputs), outputs) : null;
        return context.Builder.Add(new LinearOp(), name ?? local, x, weight, bias, null);
    }
}
