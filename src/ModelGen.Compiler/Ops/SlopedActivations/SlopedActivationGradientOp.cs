using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.SlopedActivations;

/// <summary>dx = dy ⊙ act'(x). Inputs: dy, x.</summary>
public sealed partial class SlopedActivationGradientOp(SlopedActivation kind, double argument) : GradientOp
{
    public SlopedActivation Kind { get; } = kind;

    public double Argument { get; } = argument;

    public override int MayOverwrite => 0;

    public override string Describe() => $"{Kind}, {Number(Argument)}";

    public override string Name => "sloped_activation_backward";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
