using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.ConvTranspose1d;

/// <summary>The gradient of a transposed convolution with respect to its input: the convolution itself. Inputs: dy, weight.</summary>
public sealed partial class ConvTranspose1dInputGradientOp(TimeWindows windows, Axis time, Axis steps) : GradientOp
{
    public TimeWindows Windows { get; } = windows;

    /// <summary>The steps of the input.</summary>
    public Axis Time { get; } = time;

    /// <summary>The steps of the result.</summary>
    public Axis Steps { get; } = steps;

    public override string Name => "conv_transpose1d_backward_input";

    public override string Describe() => Windows.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType dy, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(dy.Axes[1].Equals(Steps) && dy.Last.Size.Constant == weight.Extent(1), inputs);
        return [TensorType.F32(dy.Axes[0], Time, Axis.Feature(weight.Extent(0)))];
    }
}
