using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Backward;

/// <summary>dx = dy ⊙ act'(x). Inputs: dy, x.</summary>
public sealed class ActivationBackwardOp(Activation activation) : Op
{
    public Activation Activation { get; } = activation;

    public override int MayOverwrite => 0;

    public override string Describe() => Activation.ToString();

    public override string Name => "activation_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];

    public override void Emit(Emitter emitter, Node node) => emitter.ActivationBackward(this, node);
}
