using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Activations;

/// <summary>dx = dy ⊙ act'(x). Inputs: dy, x.</summary>
public sealed partial class ActivationGradientOp(Activation activation) : GradientOp
{
    public Activation Activation { get; } = activation;

    public override int MayOverwrite => 0;

    public override string Describe() => Activation.ToString();

    public override string Name => "activation_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
