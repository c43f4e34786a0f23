using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.BatchNorm;

/// <summary>Batch normalisation in prediction: over the running statistics. Inputs: x, gain, bias, running mean, running variance.</summary>
public sealed partial class BatchNormPredictionOp(double epsilon) : Op
{
    public double Epsilon { get; } = epsilon;

    public override string Name => "batch_norm_prediction";

    public override int MayOverwrite => 0;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
