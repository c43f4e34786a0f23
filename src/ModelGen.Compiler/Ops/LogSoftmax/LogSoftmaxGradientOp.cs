using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.LogSoftmax;

/// <summary>dx = dy - exp(y) Σ dy. Inputs: dy, y.</summary>
public sealed partial class LogSoftmaxGradientOp : GradientOp
{
    public override int MayOverwrite => 0;

    public override string Name => "log_softmax_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
