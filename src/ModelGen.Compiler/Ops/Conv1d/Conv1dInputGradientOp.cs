using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Conv1d;

/// <summary>The gradient of a convolution over time with respect to its input. Inputs: dy, weight, mask or null.</summary>
public sealed partial class Conv1dInputGradientOp(TimeWindows windows, Axis time) : GradientOp
{
    public TimeWindows Windows { get; } = windows;

    /// <summary>The steps of the input.</summary>
    public Axis Time { get; } = time;

    public override string Name => "conv1d_backward_input";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType dy, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(dy.Axes[1].Equals(Windows.Over(Time, dy.Axes[1])) && dy.Last.Size.Constant == weight.Extent(0), inputs);
        return [TensorType.F32(dy.Axes[0], Time, Axis.Feature(weight.Extent(1) * Windows.Groups))];
    }
}
