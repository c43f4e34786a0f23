using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Activations;

/// <summary>A pointwise non-linearity. Its gradient reads the input, so that it can become the epilogue of the product before it.</summary>
public sealed partial class ActivationOp(Activation activation) : Op
{
    public Activation Activation { get; } = activation;

    public override int MayOverwrite => 0;

    public override string Describe() => Activation.ToString();

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new ActivationGradientOp(Activation), node.Input(0).GradientName(), outputGradient, node.Input(0))];

    public override string Name => "activation";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
