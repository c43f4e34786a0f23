using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>
/// y = act(x · Wᵀ + b) + residual over the last axis. Inputs: x, weight [out, in], bias or null, residual or null.
/// Outputs: y and, when an activation is fused, the value before it.
/// </summary>
public sealed class LinearOp(Activation activation = Activation.None) : Op
{
    public Activation Activation { get; } = activation;

    public override string Name => "linear";

    public override string OutputSuffix(int output) => output == 0 ? "" : "Pre";

    public override string Describe() => Activation == Activation.None ? "" : Activation.ToString();

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        TensorType y = x.WithLast(Axis.Feature(inputs[1]!.Type.Axes[0].Size.Constant));
        return Activation == Activation.None ? [y] : [y, y];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value x = node.Input(0);
        Value weight = node.Input(1);
        Value? bias = node.Has(2) ? node.Input(2) : null;
        builder.AddNode(new LinearBackwardWeightOp(), "none", outputGradient, x, weight, bias);
        Value dx = builder.Add(new LinearBackwardInputOp(), x.GradientName(), outputGradient, weight);
        return [dx, null, null, null];
    }

    public override void Emit(Emitter emitter, Node node) => emitter.Linear(this, node);

    public override Dim Flops(Node node) => node.Output.Type.Count * node.Input(1).Type.Axes[1].Size * 2;
}
