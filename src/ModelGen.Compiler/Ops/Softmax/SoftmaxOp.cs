using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Softmax;

/// <summary>Softmax over the last axis. Its gradient reads the output.</summary>
public sealed partial class SoftmaxOp : Op
{
    public override int MayOverwrite => 0;

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new SoftmaxGradientOp(), node.Input(0).GradientName(), outputGradient, node.Output)];

    public override string Name => "softmax";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
