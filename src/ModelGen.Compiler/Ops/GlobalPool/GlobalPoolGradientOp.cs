using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GlobalPool;

/// <summary>The gradient of a global pool: to the first maximum, or spread evenly. Inputs: dy, x (maximum only), mask or null.</summary>
public sealed partial class GlobalPoolGradientOp(bool isMax, TensorType type) : GradientOp
{
    public bool IsMax { get; } = isMax;

    public TensorType Type { get; } = type;

    public override string Describe() => IsMax ? "max" : "mean";

    public override string Name => "global_pool_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(GlobalPoolOp.Pooled(Type).Equals(inputs[0]!.Type) && (inputs[1] is null || inputs[1]!.Type.Equals(Type)), inputs);
        return [Type];
    }
}
