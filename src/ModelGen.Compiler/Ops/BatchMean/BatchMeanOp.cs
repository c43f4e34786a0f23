using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchMean;

/// <summary>A number per example [B] -> the batch's mean [1], Σ w·x / Σ w; 0 where no example has any weight. Inputs: x, the weight of each example [B] or -.</summary>
public sealed partial class BatchMeanOp : Op
{
    public override string Name => "batch_mean";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type == TensorType.F32(Axis.Batch) && (inputs[1] is not { } weights || weights.Type == inputs[0]!.Type), inputs);
        return [TensorType.Scalar];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new BatchMeanGradientOp(), node.Input(0).GradientName(), outputGradient, node.Input(0), node.Inputs[1]), null];

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;
}
