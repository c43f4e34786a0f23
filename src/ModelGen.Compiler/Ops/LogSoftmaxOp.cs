using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>The logarithm of softmax over the last axis. Its gradient reads the output.</summary>
public sealed class LogSoftmaxOp : Op
{
    public override int MayOverwrite => 0;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new LogSoftmaxBackwardOp(), node.Input(0).GradientName(), outputGradient, node.Output)];
    public override string Name => "log_softmax";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.LogSoftmax(this, node);
}
