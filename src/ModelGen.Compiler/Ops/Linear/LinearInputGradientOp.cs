using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Linear;

/// <summary>dx = (dy · W) ⊙ act'(pre) + residual gradient. Inputs: dy, weight, value before the fused activation or null, residual gradient or null.</summary>
public sealed partial class LinearInputGradientOp(Activation activation = Activation.None) : GradientOp
{
    public Activation Activation { get; } = activation;

    public override string Describe() => Activation == Activation.None ? "" : Activation.ToString();

    public override Dim Flops(Node node) => node.Output.Type.Count * node.Input(1).Type.Axes[0].Size * 2;

    public override string Name => "linear_backward_input";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        (TensorType dy, TensorType weight) = (inputs[0]!.Type, inputs[1]!.Type);
        Require(dy.Last.Size.Constant == weight.Extent(0), inputs);
        return [dy.WithFeatures(weight.Extent(1))];
    }
}
