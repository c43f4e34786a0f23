using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Upsample;

/// <summary>Each pixel repeated in both directions (nearest neighbour).</summary>
public sealed partial class UpsampleOp(long factor) : Op
{
    public long Factor { get; } = factor;

    public override string Name => "upsample";

    public override string Describe() => $"factor = {Factor}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        return [TensorType.Image(x.Axes[1].Size.Constant, x.Axes[2].Size.Constant * Factor, x.Axes[3].Size.Constant * Factor)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new UpsampleGradientOp(Factor), node.Input(0).GradientName(), outputGradient)];
}
