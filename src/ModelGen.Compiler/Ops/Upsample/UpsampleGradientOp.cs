using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Upsample;

/// <summary>The sum of each square of the gradient that one pixel was repeated to.</summary>
public sealed partial class UpsampleGradientOp(long factor) : GradientOp
{
    public long Factor { get; } = factor;

    public override string Name => "upsample_backward";

    public override string Describe() => $"factor = {Factor}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType dy = inputs[0]!.Type;
        return [TensorType.Image(dy.Extent(1), dy.Extent(2) / Factor, dy.Extent(3) / Factor)];
    }
}
