using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.SlopedActivations;

/// <summary>A pointwise non-linearity with a number of the user's: the slope of LeakyRelu, the alpha of Elu.</summary>
public sealed partial class SlopedActivationOp(SlopedActivation kind, double argument) : Op
{
    public SlopedActivation Kind { get; } = kind;

    public double Argument { get; } = argument;

    public override int MayOverwrite => 0;

    public override string Describe() => $"{Kind}, {Number(Argument)}";

    public override string Name => "sloped_activation";

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new SlopedActivationGradientOp(Kind, Argument), node.Input(0).GradientName(), outputGradient, node.Input(0))];

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type];
}
