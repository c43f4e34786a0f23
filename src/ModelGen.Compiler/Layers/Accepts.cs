using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Layers;

/// <summary>The input rules that several layers share, each with the advice that mends it.</summary>
internal static class Accepts
{
    /// <summary>[F] or [T, F].</summary>
    public static bool Features(LayerContext context, Value x) =>
        x.Type.DType == DType.F32 && x.Type.EndsInFeature || Refuse(context, x, Mend(x));

    /// <summary>[T, F].</summary>
    public static bool Sequence(LayerContext context, Value x)
    {
        if (x.Type.DType == DType.F32 && x.Type.EndsInFeature && x.Type.HasTime)
        {
            return true;
        }

        string mend = context.Previous?.Kind is "Rnn" or "Lstm" or "Gru"
            ? $"set ReturnSequences = true on '{LayerText.Of(context.Previous)}'"
            : x.Type.DType == DType.I32 ? "insert [Embedding(width)] first" : "it needs a sequence [T, F]";
        return Refuse(context, x, mend);
    }

    /// <summary>[F], [T, F] or [C, H, W].</summary>
    public static bool Activations(LayerContext context, Value x) =>
        x.Type.DType == DType.F32 && (x.Type.EndsInFeature || x.Type.IsImage) || Refuse(context, x, Mend(x));

    private static bool Refuse(LayerContext context, Value x, string mend)
    {
        context.RefuseInput(x, mend);
        return false;
    }

    private static string Mend(Value x)
    {
        if (x.Type.DType == DType.I32)
        {
            return "insert [Embedding(width)] first";
        }

        long features = Sizes.Product([.. x.Type.Example.Select(axis => axis.Size.Constant)]);
        return x.Type.IsImage
            ? $"insert [Flatten] ({features} features) or pool first"
            : $"insert [Flatten] ({features} features)";
    }
}
