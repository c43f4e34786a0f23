using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

/// <summary>A part of the last axis: the gradient of a concatenation.</summary>
public sealed partial class SliceOp(long start, long width) : Op
{
    public long Start { get; } = start;

    public long Width { get; } = width;

    public override string Name => "slice";

    public override string Describe() => $"{Start}, {Width}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(Start + Width <= inputs[0]!.Type.Last.Size.Constant, inputs);
        return [inputs[0]!.Type.WithFeatures(Width)];
    }

    public override Dim Flops(Node node) => Dim.Zero;
}
