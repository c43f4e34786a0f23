using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.WindowMask;

namespace ModelGen.Compiler.Ops.TimePool;

/// <summary>Maximum or mean of windows over time. Inputs: x, mask or null.</summary>
public sealed partial class TimePoolOp(bool isMax, TimeWindows windows, Axis steps) : Op
{
    public bool IsMax { get; } = isMax;

    public TimeWindows Windows { get; } = windows;

    public Axis Steps { get; } = steps;

    public override string Name => "time_pool";

    public override string Describe() => (IsMax ? "max, " : "mean, ") + Windows;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        return [TensorType.F32(x.Axes[0], Windows.Over(x.Axes[1], Steps), x.Last)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        return [builder.Add(new TimePoolGradientOp(IsMax, Windows, x.Type), x.GradientName(), outputGradient, IsMax ? x : null, node.Inputs[1]), null];
    }

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => inputs[0]!.Mask?.Through(new WindowMaskOp(Windows, Steps));

    public override Dim Flops(Node node) => node.Output.Type.Count * Windows.Kernel;
}
