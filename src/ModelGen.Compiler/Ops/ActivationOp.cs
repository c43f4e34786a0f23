using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>A pointwise non-linearity. Its gradient reads the input, so that it can become the epilogue of the product before it.</summary>
public sealed class ActivationOp(Activation activation) : Op
{
    public Activation Activation { get; } = activation;

    public override int MayOverwrite => 0;

    public override string Describe() => Activation.ToString();

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new ActivationBackwardOp(Activation), node.Input(0).GradientName(), outputGradient, node.Input(0))];
    public override string Name => "activation";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.Activation(this, node);
}
