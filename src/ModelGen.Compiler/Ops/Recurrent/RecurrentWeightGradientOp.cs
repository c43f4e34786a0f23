using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Recurrent;

/// <summary>Adds into the gradients of a recurrent layer's state weight and bias. Inputs: gradient of what the state adds, states, weight, bias, and the state that the steps began at, or left out.</summary>
public sealed partial class RecurrentWeightGradientOp(bool reverse) : GradientOp
{
    public bool Reverse { get; } = reverse;

    public override bool HasEffect => true;

    public override string Name => "recurrent_backward_weight";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [];
}
