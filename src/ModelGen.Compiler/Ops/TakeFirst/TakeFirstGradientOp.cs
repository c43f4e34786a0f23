using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeFirst;

/// <summary>The gradient of TakeFirst: zero but for the taken step.</summary>
public sealed partial class TakeFirstGradientOp(TensorType type) : GradientOp
{
    public TensorType Type { get; } = type;

    public override string Name => "take_first_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(TensorType.F32(Type.Axes[0], Type.Last).Equals(inputs[0]!.Type), inputs);
        return [Type];
    }
}
