using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.Gather;

/// <summary>
/// Rows of a table by whole numbers: the axes of the ids, then those of a row. A table without the batch is the same for all examples. Inputs: table [B, rows, ...] or [rows, ...], ids [B, ...] as numbers.
/// </summary>
public sealed partial class GatherOp : Op
{
    public override string Name => "gather";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType table = inputs[0]!.Type, ids = inputs[1]!.Type;
        int first = GatherSizes.First(table);
        Require(table.DType == DType.F32 && ids.DType == DType.F32 && table.Axes.Count > first && ids.Axes.Count > 0 && ids.Axes[0].Role == AxisRole.Batch, inputs);
        return [TensorType.F32([.. ids.Axes, .. table.Axes.Skip(first + 1)])];
    }

    public override bool IsRowByRowOver(Node node, System.Func<Value, bool> isConstant) => node.Input(0).Parameter is not null || isConstant(node.Input(0));

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        [builder.Add(new GatherGradientOp(node.Input(0).Type), node.Input(0).GradientName(), outputGradient, node.Input(1)), null];

    public override Mask? MaskOf(IReadOnlyList<Value?> inputs, TensorType output) => inputs[1]!.Mask;

    public override Dim Flops(Node node) => Dim.Zero;
}
