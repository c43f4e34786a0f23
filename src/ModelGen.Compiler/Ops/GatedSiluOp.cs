using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>y = silu(gate) · up, the middle of SwiGLU (Shazeer 2020, arXiv:2002.05202). Input: [gate | up] along the last axis.</summary>
public sealed class GatedSiluOp : Op
{
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
        => [builder.Add(new GatedSiluBackwardOp(), node.Input(0).GradientName(), outputGradient, node.Input(0))];

    public override Dim Flops(Node node) => node.Output.Type.Count * 6;

    public override string Name => "gated_silu";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [inputs[0]!.Type.WithLast(Axis.Feature(inputs[0]!.Type.Last.Size.Constant / 2))];

    public override void Emit(Emitter emitter, Node node) => emitter.GatedSilu(this, node);
}
