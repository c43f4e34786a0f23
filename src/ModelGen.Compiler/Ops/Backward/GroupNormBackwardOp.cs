using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of group normalisation; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation.</summary>
public sealed class GroupNormBackwardOp(long groups) : Op
{
    public long Groups { get; } = groups;

    public override bool HasEffect => true;

    public override string Name => "group_norm_backward";

    public override string Describe() => $"groups = {Groups}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.GroupNormBackward(this, node);
}
