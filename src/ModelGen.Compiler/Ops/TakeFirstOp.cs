using System.Collections.Generic;
using ModelGen.Compiler.Emit;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Backward;

namespace ModelGen.Compiler.Ops;

/// <summary>The first unpadded step of a sequence. Inputs: x, mask or null.</summary>
public sealed class TakeFirstOp : Op
{
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value dx = builder.Add(new TakeFirstBackwardOp(node.Input(0).Type), node.Input(0).GradientName(), outputGradient, node.Inputs[1]);
        return [dx, null];
    }
    public override string Name => "take_first";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.F32(Axis.Batch, inputs[0]!.Type.Last)];

    public override void Emit(Emitter emitter, Node node) => emitter.TakeFirst(this, node);
}
