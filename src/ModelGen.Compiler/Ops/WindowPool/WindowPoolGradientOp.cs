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

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType dy = inputs[0]!.Type;
        Require(dy.IsImageOf(dy.Extent(1), Sizes.OutHeight, Sizes.OutWidth), inputs);
        return [TensorType.Image(dy.Extent(1), Sizes.Height, Sizes.Width)];
    }
}
