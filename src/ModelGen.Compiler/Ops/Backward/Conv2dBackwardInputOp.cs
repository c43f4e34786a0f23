using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of a convolution with respect to its input. Inputs: dy, weight.</summary>
public sealed class Conv2dBackwardInputOp(ConvolutionSizes sizes) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override string Name => "conv2d_backward_input";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.Image(Sizes.Channels, Sizes.Height, Sizes.Width)];

    public override void Emit(Emitter emitter, Node node) => emitter.Conv2dBackwardInput(this, node);
}
