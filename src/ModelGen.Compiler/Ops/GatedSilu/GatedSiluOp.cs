using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.GatedSilu;

/// <summary>y = silu(gate) · up, the middle of SwiGLU (Shazeer 2020, arXiv:2002.05202). Input: [gate | up] along the last axis.</summary>
public sealed partial class GatedSiluOp : Op
{
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new GatedSiluGradientOp(), node.Input(0).GradientName(), outputGradient, node.Input(0))];

    public override Dim Flops(Node node) => node.Output.Type.Count * 6;

    public override string Name => "gated_silu";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type.WithLast(Axis.Feature(inputs[0]!.Type.Last.Size.Constant / 2))];
}
