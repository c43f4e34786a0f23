using System.Collections.Generic;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Cosine;

/// <summary>a · b / (|a| |b|) over the last axis, which goes away; no norm counts as less than <see cref="Least"/>. Inputs: a, b.</summary>
public sealed partial class CosineOp : Op
{
    public const double Least = 1e-12;

    public override string Name => "cosine";

    public override bool IsRowByRow => true;

    public override IReadOnlyList<TensorType> InferTypes(IReadOnlyList<Value?> inputs)
    {
        TensorType a = inputs[0]!.Type;
        Require(a.DType == DType.F32 && a.Axes.Count > 0 && inputs[1]!.Type.Equals(a), inputs);
        return [RowStatistic(a)];
    }

    public override IReadOnlyList<Value?> Gradient(Node node, Value outputGradient, GraphBuilder builder) =>
        builder.AddNode(new CosineGradientOp(), node.Input(0).GradientName(), outputGradient, node.Input(0), node.Input(1)).Outputs;

    public override IReadOnlyList<Value> Decompose(Node node, GraphBuilder builder)
    {
        (Value a, Value b) = (node.Input(0), node.Input(1));
        Value dot = Sum("dot", builder.Add(new ElementwiseOp(Functions.Multiply), "product", a, b));
        Value aSquare = Sum("aSquare", builder.Add(new ElementwiseOp(Functions.Square), "aSquares", a)), bSquare = Sum("bSquare", builder.Add(new ElementwiseOp(Functions.Square), "bSquares", b));
        var quotient = new ExpressionBuilder();
        Scalar Norm(int input) => Functions.Maximum.Of(Functions.Sqrt.Of(quotient.Input(input)), quotient.Constant(Least));
        return [builder.Add(new ElementwiseOp(quotient.Build(quotient.Input(0) / (Norm(1) * Norm(2))).Expression), "cosine", dot, aSquare, bSquare)];

        Value Sum(string name, Value x) => builder.Add(new ReduceOp(ReduceKind.Sum, x.Type.Axes.Count - 1, 1), name, x, null);
    }

    public override Dim Flops(Node node) => node.Input(0).Type.Count * 6;
}
