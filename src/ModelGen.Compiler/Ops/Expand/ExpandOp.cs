using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Expand;

/// <summary>What is the same for all examples, for each of them: a class token before a sequence. Inputs: x without the batch, any value with it.</summary>
public sealed partial class ExpandOp : Op
{
    public override string Name => "expand";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType x = inputs[0]!.Type;
        Require(x.Axes.All(axis => axis.Role != AxisRole.Batch) && inputs[1]!.Type.Axes[0].Role == AxisRole.Batch, inputs);
        return [new(x.DType, new([inputs[1]!.Type.Axes[0], .. x.Axes]))];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new ReduceOp(ReduceKind.Sum, 0, 1), node.Input(0).GradientName(), outputGradient, null), null];

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => null;

    public override Dim Flops(Node node) => Dim.Zero;

    private static Move Move(Node node)
    {
        Dim count = node.Input(0).Type.Count;
        return new([new(node.Output.Type.Axes[0].Size, Dim.Zero, count), new(count, Dim.Of(1), Dim.Of(1))]);
    }
}
