using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.PaddingMask;

/// <summary>1 where a token is real, 0 where it is padding.</summary>
public sealed partial class PaddingMaskOp(long padding) : Op
{
    public long Padding { get; } = padding;

    public override string Describe() => $"padding = {Padding}";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [null];

    public override string Name => "padding_mask";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [new TensorType(DType.Mask, inputs[0]!.Type.Axes)];
}
