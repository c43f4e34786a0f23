using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowPool;

/// <summary>The gradient of a window pool: to the first maximum of each window, or shared out. Inputs: dy, x (maximum only).</summary>
public sealed partial class WindowPoolGradientOp(bool isMax, WindowSizes sizes) : GradientOp
{
    public bool IsMax { get; } = isMax;

    public WindowSizes Sizes { get; } = sizes;

    public override string Name => "window_pool_backward";

    public override string Describe() => (IsMax ? "max, " : "mean, ") + Sizes;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.Image(inputs[0]!.Type.Axes[1].Size.Constant, Sizes.Height, Sizes.Width)];
}
