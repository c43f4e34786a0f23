using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GlobalPool;

/// <summary>Maximum or mean over time ([B, T, F], padding masked out) or over space ([B, C, H, W]). Inputs: x, mask or null.</summary>
public sealed partial class GlobalPoolOp(bool isMax) : Op
{
    public bool IsMax { get; } = isMax;

    public override string Describe() => IsMax ? "max" : "mean";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value dx = builder.Add(new GlobalPoolGradientOp(IsMax, x.Type), x.GradientName(), outputGradient, IsMax ? x : null, node.Inputs[1]);
        return [dx, null];
    }

    public override string Name => "global_pool";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [Pooled(inputs[0]!.Type)];

    /// <summary>What is left of a sequence or an image.</summary>
    public static TensorType Pooled(TensorType x) => TensorType.F32(x.Axes[0], Axis.Feature(x.IsImage ? x.Extent(1) : x.Last.Size.Constant));
}
