using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>The input rules that several layers share, each with the advice that mends it.</summary>
internal static class Accepts
{
    /// <summary>[F] or [T, F].</summary>
    public static bool Features(LayerContext context, Value x) =>
        x.Type.DType == DType.F32 && x.Type.EndsInFeature || RefuseUnflattened(context, x);

    /// <summary>[T, F].</summary>
    public static bool Sequence(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.F32 && x.Type.EndsInFeature && x.Type.HasTime)
        {
            return true;
        }

        if (context.Previous?.Kind == "Input" && x.Type.DType == DType.F32 && x.Type.Example is { Count: 2 } rows && rows.All(axis => axis.Size.IsConstant))
        {
            string sequence = $"Sequence({LayerText.Number(rows[1].Size.Constant)}, MaxLength = {LayerText.Number(rows[0].Size.Constant)})";
            return Refuse(context, x, $"it needs a sequence [T, F]: declare the input as [{sequence}]", new(MendKind.ReplaceLayerBefore, Value: sequence));
        }

        return context.Previous?.Kind is "Rnn" or "Lstm" or "Gru"
            ? Refuse(context, x, $"set ReturnSequences = true on '{LayerText.Of(context.Previous)}'", Mend.SetBefore("ReturnSequences", true))
            : Refuse(context, x, x.Type.DType == DType.I32 ? "insert [Embedding(width)] first" : "it needs a sequence [T, F]");
    }

    /// <summary>[F], [T, F] or [C, H, W]; in graph methods any axes.</summary>
    public static bool Activations(LayerContext context, Value x) =>
        x.Type.DType == DType.F32 && (x.Type.EndsInFeature || x.Type.IsImage || context.IsStep) || RefuseUnflattened(context, x);

    /// <summary>[F], [T, F] or [C, H, W]: what has features or channels.</summary>
    public static bool Channels(LayerContext context, Value x) => x.Type.DType == DType.F32 && (x.Type.EndsInFeature || x.Type.IsImage) || RefuseUnflattened(context, x);

    /// <summary>[C, H, W].</summary>
    public static bool Image(LayerContext context, Value x) =>
        x.Type is { DType: DType.F32, IsImage: true } || Refuse(context, x, "it needs an image [C, H, W]: begin with [Input(c, h, w)] or insert [Reshape(c, h, w)]");

    private static bool Refuse(LayerContext context, Value x, string advice, Mend? mend = null)
    {
        context.RefuseInput(x, advice, mend);
        return false;
    }

    private static bool RefuseUnflattened(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.I32)
        {
            return Refuse(context, x, "insert [Embedding(width)] first");
        }

        long features = Sizes.Product([.. x.Type.Example.Select(axis => axis.Size.Constant)]);
        string advice = x.Type.IsImage
            ? $"insert [Flatten] ({features} features) or pool first"
            : $"insert [Flatten] ({features} features)";
        return Refuse(context, x, advice, new(MendKind.InsertFlatten));
    }
}
