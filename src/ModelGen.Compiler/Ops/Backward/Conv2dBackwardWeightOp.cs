using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>Adds into the gradients of a convolution's filters and biases. Inputs: dy, x, weight, bias or null.</summary>
public sealed class Conv2dBackwardWeightOp(ConvolutionSizes sizes) : Op
{
    public ConvolutionSizes Sizes { get; } = sizes;

    public override bool HasEffect => true;

    public override string Name => "conv2d_backward_weight";

    public override string Describe() => Sizes.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];

    public override void Emit(Emitter emitter, Node node) => emitter.Conv2dBackwardWeight(this, node);
}
