using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GroupNorm;

/// <summary>The gradient of group normalisation; adds into gain and bias. Inputs: dy, x, gain, bias, mean, inverse deviation.</summary>
public sealed partial class GroupNormGradientOp(long groups) : GradientOp
{
    public long Groups { get; } = groups;

    public override bool HasEffect => true;

    public override string Name => "group_norm_backward";

    public override string Describe() => $"groups = {Groups}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
