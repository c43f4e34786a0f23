using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.WindowMask;

/// <summary>What windows over time make of a padding mask: real are the windows that the sequence would have alone, from its first real step to its last.</summary>
public sealed partial class WindowMaskOp(TimeWindows windows, Axis steps) : Op
{
    public TimeWindows Windows { get; } = windows;

    public Axis Steps { get; } = steps;

    public override string Name => "window_mask";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType mask = inputs[0]!.Type;
        return [new TensorType(DType.Mask, new(mask.Axes[0], Windows.Over(mask.Axes[1], Steps)))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) => [null];
}
