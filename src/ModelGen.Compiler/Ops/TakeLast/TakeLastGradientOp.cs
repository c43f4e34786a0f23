using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeLast;

/// <summary>The gradient of TakeLast: zero but for the taken step. Inputs: dy, mask or null.</summary>
public sealed partial class TakeLastGradientOp(TensorType type) : GradientOp
{
    public TensorType Type { get; } = type;

    public override string Name => "take_last_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(TensorType.F32(Type.Axes[0], Type.Last).Equals(inputs[0]!.Type), inputs);
        return [Type];
    }
}
