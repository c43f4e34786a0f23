using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowPool;

/// <summary>Maximum or mean of square windows of an image; beyond an edge there is nothing (maximum) or zeros (mean).</summary>
public sealed partial class WindowPoolOp(bool isMax, WindowSizes sizes) : Op
{
    public bool IsMax { get; } = isMax;

    public WindowSizes Sizes { get; } = sizes;

    public override string Name => "window_pool";

    public override string Describe() => (IsMax ? "max, " : "mean, ") + Sizes;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.IsImageOf(x.Extent(1), Sizes.Height, Sizes.Width), inputs);
        return [Pooled(x)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        return [builder.Add(new WindowPoolGradientOp(IsMax, Sizes), x.GradientName(), outputGradient, IsMax ? x : null)];
    }

    /// <summary>The type of an image's windows.</summary>
    public TensorType Pooled(TensorType image) => TensorType.Image(image.Extent(1), Sizes.OutHeight, Sizes.OutWidth);

    public override Dim Flops(Node node) => node.Output.Type.Count * (Sizes.Size * Sizes.Size);
}
