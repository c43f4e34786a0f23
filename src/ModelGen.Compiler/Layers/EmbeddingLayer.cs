using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Embedding;

namespace ModelGen.Compiler.Layers;

internal sealed class EmbeddingLayer : Layer
{
    public override string Kind => "Embedding";

    public override bool IsNamed => true;

    public override IReadOnlyList<string> WeightForms(LayerContext context) => context.Input.Ids?.HasSegments == true || context.Spec.Bool("Segment") ? ["{tokens,segments}"] : [];

    public override Value Lower(LayerContext context, Value x)
    {
        if (!context.Size("width", out int width) || !context.Deviation("InitStd", 1, out double deviation)
            || !context.Real("Scale", 1, float.Epsilon, float.PositiveInfinity, "a number above 0", out double scale)
            || x.IsUnknown)
        {
            return LayerContext.Unknown;
        }

        if (x.Type.DType != DType.I32)
        {
            return context.RefuseInput(x, "it needs token ids: begin the model with [Tokens(Vocabulary = ..., Context = ...)]");
        }

        long vocabulary = x.Ids?.Vocabulary ?? 1;
        long padding = x.Ids?.Padding ?? -1;
        if (!context.Fits("width", vocabulary, width))
        {
            return LayerContext.Unknown;
        }

        Initial initial = Initial.Normal(deviation);
        long rows = x.Ids?.HasSegments == true ? InputDecl.Segments : context.Spec.Bool("Segment") ? 1 : 0;
        bool hasSegments = rows > 0;
        Value table = context.Declare(["Weight"], hasSegments ? context.Map(0, "tokens") + ".weight" : "weight", initial, [vocabulary, width], zeroRow: padding);
        Value? segments = hasSegments ? context.Parameter(["SegmentWeight"], context.Map(1, "segments") + ".weight", initial, rows, width) : null;
        Value embedded = context.Builder.Add(new EmbeddingOp(padding: padding), scale == 1 ? context.Name : "rows", x, table, null, segments);
        return scale == 1 ? embedded : context.Builder.Add(new ElementwiseOp(Functions.Multiply, scale), context.Name, embedded);
    }
}
