using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.Cosine;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Reshape;

namespace ModelGen.Compiler.Ops;

/// <summary>What is made of other ops on every target, as users of graphs write it. Axes are counted from the batch; a mask [B, T] tells which steps are real where they are among the axes.</summary>
internal static partial class Formulas
{
    /// <summary>The mean of the squares of differences from the mean: divided by how many there are.</summary>
    public static Value Variance(GraphBuilder builder, string name, Value x, IReadOnlyCollection<int> axes, Value? mask = null)
    {
        Value mean = ReduceOp.Over(builder, ReduceKind.Mean, x, axes, name + "Mean", mask);
        return ReduceOp.Over(builder, ReduceKind.Mean, Map(builder, name + "Squares", v => Functions.Square.Of(v[0] - v[1]), x, mean), axes, name, mask);
    }

    /// <summary>(x − mean) / √(variance + ε) over axes.</summary>
    public static Value Standardize(GraphBuilder builder, string name, Value x, IReadOnlyCollection<int> axes, double epsilon)
    {
        Value mean = ReduceOp.Over(builder, ReduceKind.Mean, x, axes, name + "Mean");
        Value centred = builder.Add(new ElementwiseOp(Functions.Subtract), name + "Centred", x, mean);
        Value variance = ReduceOp.Over(builder, ReduceKind.Mean, builder.Add(new ElementwiseOp(Functions.Square), name + "Squares", centred), axes, name + "Variance");
        return Map(builder, name, v => v[0] / Functions.Sqrt.Of(v[1] + epsilon), centred, variance);
    }

    /// <summary>x / |x| along an axis; no norm counts as less than 1e-12.</summary>
    public static Value Normalize(GraphBuilder builder, string name, Value x, int axis, Value? mask = null)
    {
        Value squares = ReduceOp.Over(builder, ReduceKind.Sum, builder.Add(new ElementwiseOp(Functions.Square), name + "Squares", x), [axis], name + "Sum", mask);
        Value norm = Map(builder, name + "Norm", v => Functions.Maximum.Of(Functions.Sqrt.Of(v[0]), v[0].Constant(CosineOp.Least)), squares);
        return builder.Add(new ElementwiseOp(Functions.Divide), name, x, norm);
    }

    /// <summary>log Σ eˣ, by way of the greatest, so that nothing overflows; 0 where no step is real.</summary>
    public static Value LogSumExp(GraphBuilder builder, string name, Value x, int axis, Value? mask = null)
    {
        Value most = ReduceOp.Over(builder, ReduceKind.Max, x, [axis], name + "Most", mask);
        Value sum = ReduceOp.Over(builder, ReduceKind.Sum, Map(builder, name + "Powers", v => Functions.Exp.Of(v[0] - v[1]), x, most), [axis], name + "Sum", mask);
        return Map(builder, name, v => v[0] + Functions.Log.Of(mask is null ? v[1] : (v[1] > 0).Choose(v[1], v[1].Constant(1))), most, sum);
    }

    /// <summary>x - log Σ eˣ.</summary>
    public static Value LogSoftmax(GraphBuilder builder, string name, Value x, int axis, Value? mask = null) =>
        builder.Add(new ElementwiseOp(Functions.Subtract), name, x, LogSumExp(builder, name + "Total", x, axis, mask));

    /// <summary>eˣ / Σ eˣ; 0 at padding.</summary>
    public static Value Softmax(GraphBuilder builder, string name, Value x, int axis, Value? mask = null)
    {
        Value total = LogSumExp(builder, name + "Total", x, axis, mask);
        bool hasSteps = x.Type.Axes[axis].Role == AxisRole.Time && mask is not null;
        return hasSteps
            ? Map(builder, name, v => v[2].Choose(Functions.Exp.Of(v[0] - v[1]), v[0].Constant(0)), x, total, mask!)
            : Map(builder, name, v => Functions.Exp.Of(v[0] - v[1]), x, total);
    }

    /// <summary>The sum of products over the last axis.</summary>
    public static Value Dot(GraphBuilder builder, string name, Value a, Value b) =>
        builder.Add(new ReduceOp(ReduceKind.Sum, a.Type.Axes.Count - 1, 1), name, builder.Add(new ElementwiseOp(Functions.Multiply), name + "Products", a, b), null);

    /// <summary>[M], [N] -> [M, N], each number of one with each of the other.</summary>
    public static Value Outer(GraphBuilder builder, string name, Value a, Value b)
    {
        Value column = builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, a.Type.Last, Axis.Plain(1))), name + "Column", a);
        Value row = builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, Axis.Plain(1), b.Type.Last)), name + "Row", b);
        return builder.Add(new MatMulOp(), name, column, row);
    }

    /// <summary>Values of one type along a new first axis.</summary>
    public static Value Stack(GraphBuilder builder, string name, IReadOnlyList<Value> values)
    {
        Value[] apart = [.. values.Select(value => builder.Add(new ReshapeOp(new(value.Type.DType, new([value.Type.Axes[0], Axis.Plain(1), .. value.Type.Axes.Skip(1)]))), value.Name + "Part", value))];
        return apart.Length == 1 ? apart[0] : builder.Add(new ConcatenateOp(1), name, apart);
    }

    /// <summary>A function of numbers, element by element.</summary>
    public static Value Map(GraphBuilder builder, string name, System.Func<Scalar[], Scalar> function, params Value[] x)
    {
        var expression = new ExpressionBuilder();
        (Expression built, IReadOnlyList<int> inputs) = expression.Build(function([.. x.Select((_, i) => expression.Input(i))]));
        return builder.Add(new ElementwiseOp(built), name, [.. inputs.Select(i => x[i])]);
    }
}
