using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>The gradient of a transposed convolution with respect to its input: the convolution itself. Inputs: dy, weight.</summary>
public sealed class ConvTranspose2dBackwardInputOp(ConvolutionSizes sizes) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override string Name => "conv_transpose2d_backward_input";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.Image(Sizes.Filters, Sizes.OutHeight, Sizes.OutWidth)];

    public override void Emit(Emitter emitter, Node node) => emitter.ConvTranspose2dBackwardInput(this, node);
}
