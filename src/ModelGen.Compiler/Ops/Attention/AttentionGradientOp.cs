using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>The gradient of attention; probabilities are computed again from the log-sum-exp. Inputs: do, packed [q | k | v], mask or null, o, log-sum-exp.</summary>
public sealed partial class AttentionGradientOp(AttentionOp forward) : GradientOp
{
    public AttentionOp Forward { get; } = forward;

    public override string Describe() => Forward.Describe();

    public override string Name => "attention_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType packed = inputs[1]!.Type;
        Require(packed.Last.Size.Constant == Forward.Heads.PackedWidth && packed.WithFeatures(Forward.Heads.QueryWidth).Equals(inputs[0]!.Type), inputs);
        return [packed];
    }
}
