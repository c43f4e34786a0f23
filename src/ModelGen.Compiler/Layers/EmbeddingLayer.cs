using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Layers;

internal sealed class EmbeddingLayer : Layer
{
    public override string Kind => "Embedding";

    public override bool IsNamed => true;

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("width", out int width) || x.IsUnknown)
        {
            return LayerContext.Unknown;
        }

        if (x.Type.DType != DType.I32)
        {
            return context.RefuseInput(x, "it needs token ids: begin the model with [Tokens(Vocabulary = ..., Context = ...)]");
        }

        long vocabulary = context.Lowering.Vocabulary;
        if (!context.Fits("width", vocabulary, width))
        {
            return LayerContext.Unknown;
        }

        Initial initial = Initial.Normal(context.Spec.Real("Deviation", 1));
        Value table = context.Parameter(["Weight"], context.Spec.Text("TableFile") ?? "weight", initial, vocabulary, width);
        Value? segments = context.Spec.Text("SegmentFile") is { } file ? context.Parameter(["SegmentWeight"], file, initial, InputDecl.Segments, width) : null;
        return context.Builder.Add(new EmbeddingOp(), context.Name, x, table, null, segments);
    }
}
