using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Slice;

/// <summary>The gradient of a part: zeros around it. Input: dy.</summary>
public sealed partial class SliceGradientOp(int axis, Dim start, TensorType type) : GradientOp
{
    public int Axis { get; } = axis;

    public Dim Start { get; } = start;

    public TensorType Type { get; } = type;

    public override string Name => "slice_backward";

    public override string Describe() => $"axis {Axis}, {Start}";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        Require(inputs[0]!.Type.Equals(new SliceOp(Axis, Start, inputs[0]!.Type.Axes[Axis]).InferTypes([new Value("x", Type)])[0]), inputs);
        return [Type];
    }
}
