using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LogSoftmax;

/// <summary>The logarithm of softmax over the last axis. Its gradient reads the output.</summary>
public sealed partial class LogSoftmaxOp : Op
{
    public override int MayOverwrite => 0;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new LogSoftmaxGradientOp(), node.Input(0).GradientName(), outputGradient, node.Output)];

    public override string Name => "log_softmax";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
