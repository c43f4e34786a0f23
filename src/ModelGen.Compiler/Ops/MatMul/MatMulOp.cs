using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops.MatMul;

/// <summary>
/// The last axis of a with the first of b, by position: matrices of one or two axes for each example, [M, K] and [K, N], [K] and [K, N], [M, K] and [K]. An operand without the batch is the same for all examples. Inputs: a, b.
/// </summary>
public sealed partial class MatMulOp : Op
{
    public override string Name => "matmul";

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType a = inputs[0]!.Type, b = inputs[1]!.Type;
        IReadOnlyList<Axis> rows = Own(a), columns = Own(b);
        Require(a.DType == DType.F32 && b.DType == DType.F32 && rows.Count is 1 or 2 && columns.Count is 1 or 2 && Fits(rows[rows.Count - 1], columns[0]) && (HasBatch(a) || HasBatch(b)), inputs);
        return [TensorType.F32([Axis.Batch, .. rows.Take(rows.Count - 1), .. columns.Skip(1)])];
    }

    // The rows of a by a matrix that does not change.
    public override bool IsRowByRowOver(Node node, System.Func<Value, bool> isConstant) => Own(node.Input(0).Type).Count == 2 && (node.Input(1).Parameter is not null || isConstant(node.Input(1)));

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder)
    {
        (Value a, Value b) = (node.Input(0), node.Input(1));
        return
        [
            builder.Add(new MatMulGradientOp(isFirst: true, a.Type), a.GradientName(), outputGradient, b),
            builder.Add(new MatMulGradientOp(isFirst: false, b.Type), b.GradientName(), outputGradient, a),
        ];
    }

    public override Dim Flops(Node node) => node.Output.Type.Count * Own(node.Input(0).Type).Last().Size * 2;

    internal static bool HasBatch(TensorType type) => type.Axes.Count > 0 && type.Axes[0].Role == AxisRole.Batch;

    internal static IReadOnlyList<Axis> Own(TensorType type) => [.. type.Axes.Skip(HasBatch(type) ? 1 : 0)];

    // What has no role fits any.
    private static bool Fits(Axis a, Axis b) => a.Size.Equals(b.Size) && (a.Role == b.Role || a.Role == AxisRole.None || b.Role == AxisRole.None);
}
