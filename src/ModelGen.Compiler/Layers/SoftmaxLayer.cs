using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Layers;

internal sealed class SoftmaxLayer : Layer
{
    public override string Kind => "Softmax";

    public override Value Lower(LayerContext context, Value x) =>
        x.IsUnknown || !Accepts.Features(context, x)
            ? LayerContext.Unknown
            : context.Builder.Add(new SoftmaxOp(), context.Name, x);
}
