using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchMean;

/// <summary>
/// The mean of numbers of a batch, [B] or [B, ...] -> [1]: Σ w·x / Σ w, each with its example's weight; 0 where none has any. Inputs: x, the weight of each example [B] or -, a mask of x's first axes or -: where it is 0
/// nothing counts.
/// </summary>
public sealed partial class BatchMeanOp : Op
{
    public override string Name => "batch_mean";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.DType == DType.F32 && x.Axes[0] == Axis.Batch && (inputs[1] is not { } weights || weights.Type == TensorType.F32(Axis.Batch)), inputs);
        Require(inputs[2] is not { } mask || (mask.Type.DType == DType.Mask && x.Axes.Take(mask.Type.Axes.Count).SequenceEqual(mask.Type.Axes)), inputs);
        return [TensorType.Scalar];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new BatchMeanGradientOp(), node.Input(0).GradientName(), outputGradient, node.Input(0), node.Inputs[1], node.Inputs[2]), null, null];

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;
}
