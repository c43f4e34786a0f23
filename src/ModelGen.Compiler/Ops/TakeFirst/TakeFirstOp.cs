using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.TakeFirst;

/// <summary>The first unpadded step of a sequence. Inputs: x, mask or null.</summary>
public sealed partial class TakeFirstOp : Op
{
    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        Value dx = builder.Add(new TakeFirstGradientOp(node.Input(0).Type), node.Input(0).GradientName(), outputGradient, node.Inputs[1]);
        return [dx, null];
    }

    public override string Name => "take_first";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) => [TensorType.F32(inputs[0]!.Type.Axes[0], inputs[0]!.Type.Last)];
}
