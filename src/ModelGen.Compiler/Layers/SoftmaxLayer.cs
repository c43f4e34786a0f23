using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.LogSoftmax;
using ModelGen.Compiler.Ops.Softmax;

namespace ModelGen.Compiler.Layers;

/// <summary>Softmax and LogSoftmax: over the last axis.</summary>
internal sealed class SoftmaxLayer(bool isLog) : Layer
{
    public override string Kind => isLog ? "LogSoftmax" : "Softmax";

    public override Value Lower(LayerContext context, Value x) =>
        x.IsUnknown || !Accepts.Features(context, x)
            ? LayerContext.Unknown
            : context.Builder.Add(isLog ? new LogSoftmaxOp() : new SoftmaxOp(), context.Name, x);
}
