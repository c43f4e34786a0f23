using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Slice;

namespace ModelGen.Compiler.Ops.Concatenate;

/// <summary>Two values side by side along the last axis.</summary>
public sealed partial class ConcatenateOp : Op
{
    public override string Name => "concatenate";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs) =>
        [inputs[0]!.Type.WithLast(Axis.Feature(inputs[0]!.Type.Last.Size.Constant + inputs[1]!.Type.Last.Size.Constant))];

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        (Value a, Value b) = (node.Input(0), node.Input(1));
        long middle = a.Type.Last.Size.Constant;
        return
        [
            builder.Add(new SliceOp(0, middle), a.GradientName(), outputGradient),
            builder.Add(new SliceOp(middle, b.Type.Last.Size.Constant), b.GradientName(), outputGradient),
        ];
    }

    public override Dim Flops(Node node) => Dim.Zero;
}
