using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TimePool;

/// <summary>The gradient of a pool over windows of time. Inputs: dy, x (maximum only), mask or null.</summary>
public sealed partial class TimePoolGradientOp(bool isMax, TimeWindows windows, TensorType type) : GradientOp
{
    public bool IsMax { get; } = isMax;

    public TimeWindows Windows { get; } = windows;

    public TensorType Type { get; } = type;

    public override string Name => "time_pool_backward";

    public override string Describe() => (IsMax ? "max, " : "mean, ") + Windows;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType dy = inputs[0]!.Type;
        Require(dy.Equals(TensorType.F32(Type.Axes[0], Windows.Over(Type.Axes[1], dy.Axes[1]), Type.Last)) && (inputs[1] is null || inputs[1]!.Type.Equals(Type)), inputs);
        return [Type];
    }
}
