using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Attention;

/// <summary>The gradient of <see cref="PackedAttentionOp"/>; probabilities are computed again from the log-sum-exp. Inputs: do, packed [q | k | v], mask or null, o, log-sum-exp.</summary>
public sealed partial class PackedAttentionGradientOp(PackedAttentionOp forward) : GradientOp
{
    public PackedAttentionOp Forward { get; } = forward;

    public override string Describe() => Forward.Describe();

    public override string Name => "packed_attention_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType packed = inputs[1]!.Type;
        Require(packed.Last.Size.Constant == Forward.Heads.PackedWidth && packed.WithFeatures(Forward.Heads.QueryWidth).Equals(inputs[0]!.Type), inputs);
        return [packed];
    }
}
