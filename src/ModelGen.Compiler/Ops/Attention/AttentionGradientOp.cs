using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>
/// The gradient of attention; probabilities are computed again from the log-sum-exp. Inputs: do; query, key, value, mask and bias as in the forward pass; o, log-sum-exp.
/// Outputs: dq, dk, dv and, for a bias of numbers, its gradient, summed over the heads that share it.
/// </summary>
public sealed partial class AttentionGradientOp(AttentionOp forward) : GradientOp
{
    public AttentionOp Forward { get; } = forward;

    public override string Name => "attention_backward";

    public override string Describe() => Forward.Describe();

    public override string OutputSuffix(int output) => output switch { 0 => "Query", 1 => "Key", 2 => "Value", _ => "Bias" };

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        IReadOnlyList<TensorType> given = Forward.InferTypes([inputs[1], inputs[2], inputs[3], inputs[4], inputs[5]]);
        Require(inputs[0]!.Type.Equals(given[0]) && inputs[6]!.Type.Equals(given[0]) && inputs[7]!.Type.Equals(given[1]), inputs);
        TensorType[] own = [inputs[1]!.Type, inputs[2]!.Type, inputs[3]!.Type];
        return inputs[5] is { Type: { DType: DType.F32 } bias } ? [.. own, bias] : own;
    }
}
