using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchMean;

/// <summary>dy · w / Σ w for each number that counts. Inputs: dy [1], x (of which the type alone is read), the weights or -, the mask or -.</summary>
public sealed partial class BatchMeanGradientOp : GradientOp
{
    public override string Name => "batch_mean_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type == TensorType.Scalar, inputs);
        return [inputs[1]!.Type];
    }
}
