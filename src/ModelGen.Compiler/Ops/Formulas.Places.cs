using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Concatenate;
using ModelGen.Compiler.Ops.CumulativeSum;
using ModelGen.Compiler.Ops.Flip;
using ModelGen.Compiler.Ops.Gather;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Numbers;
using ModelGen.Compiler.Ops.Places;
using ModelGen.Compiler.Ops.Reduce;
using ModelGen.Compiler.Ops.Reshape;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Compiler.Ops;

/// <content>What counts places, and compares them.</content>
internal static partial class Formulas
{
    /// <summary>The place of each step along an axis: [B, axis].</summary>
    public static Value Positions(GraphBuilder builder, string name, Value x, int axis) =>
        builder.Add(new PlacesOp(TensorType.F32(x.Type.Axes[0], x.Type.Axes[axis]), 1), name, x);

    /// <summary>A mask of the steps of a sequence, all of which are real.</summary>
    public static Value AllReal(GraphBuilder builder, string name, Value x, int axis) =>
        Map(builder, name, v => Functions.AtMost.Of(v[0].Constant(0), v[0]), Positions(builder, name + "Places", x, axis));

    /// <summary>For each real step the place of the one that is as far from the end as it is from the begin; for padding its own.</summary>
    /// <param name="real">[B, T], 1 or 0.</param>
    public static Value Mirrored(GraphBuilder builder, string name, Value real)
    {
        Axis steps = real.Type.Axes[1], others = steps with { Name = steps.Name + "#1" };
        Value rank = builder.Add(new CumulativeSumOp(1), name + "Ranks", real), count = builder.Add(new ReduceOp(ReduceKind.Sum, 1, 1), name + "Count", real, null);
        Value wanted = Map(builder, name + "Wanted", v => (v[0] > 0).Choose(v[2] + 1 - v[1], v[0].Constant(-1)), real, rank, count);
        Value known = builder.Add(new ReshapeOp(TensorType.F32(Axis.Batch, others)), name + "Known", Map(builder, name + "Own", v => v[0] * v[1], real, rank));
        Value places = builder.Add(new PlacesOp(TensorType.F32(Axis.Batch, steps, others), 2), name + "Others", real);
        Value found = Map(builder, name + "Found", v => Functions.Equal.Of(v[0], v[1]).Choose(v[2], v[2].Constant(0)), wanted, known, places);
        Value mirrored = builder.Add(new ReduceOp(ReduceKind.Sum, 2, 1), name + "Mirrored", found, null);
        return Map(builder, name + "From", v => (v[0] > 0).Choose(v[1], v[2]), real, mirrored, builder.Add(new PlacesOp(real.Type, 1), name + "Places", real));
    }

    /// <summary>[B, heads, 2 T]: of each head and each way from a query i to a key j, at j - i + T - 1, a row of a table of buckets: those of the first half for keys at or before the query, of the second for keys behind it.</summary>
    /// <param name="x">A sequence, for its length.</param>
    /// <param name="table">[buckets, heads].</param>
    /// <param name="starts">How far away the first key of each bucket of one direction is, but for the first bucket, which is the query itself; the first half of them 1, 2, 3 and so on.</param>
    public static Value RelativeBias(GraphBuilder builder, string name, Value x, Value table, IReadOnlyList<int> starts)
    {
        int buckets = starts.Count + 1, exact = buckets / 2;
        Scalar Bucket(Scalar away) => starts.Skip(exact).Aggregate(Functions.Minimum.Of(away, away.Constant(exact)), (bucket, start) => bucket + (away > start - 0.5).Choose(away.Constant(1), away.Constant(0)));
        Axis steps = x.Type.Axes[1] with { Role = AxisRole.None, Name = "" };
        Value places = builder.Add(new PlacesOp(TensorType.F32(Axis.Batch, steps), 1), name + "Places", x);
        Value before = builder.Add(new FlipOp(1), name + "Before", Map(builder, name + "Back", v => Bucket(v[0]), places));
        Value behind = Map(builder, name + "Behind", v => Bucket(v[0] + 1) + buckets, places);
        Value rows = builder.Add(new GatherOp(), name + "Rows", table, builder.Add(new ConcatenateOp(1), name + "Buckets", before, behind));
        return builder.Add(new TransposeOp(1, 2), name, rows);
    }

    /// <summary>Ids as numbers.</summary>
    public static Value Numbers(GraphBuilder builder, string name, Value ids) => ids.Type.DType == DType.I32 ? builder.Add(new NumbersOp(), name, ids) : ids;

    /// <summary>1 at the place of each id, 0 elsewhere.</summary>
    public static Value OneHot(GraphBuilder builder, string name, Value ids, long count)
    {
        Value numbers = Numbers(builder, name + "Ids", ids);
        Value places = builder.Add(new PlacesOp(TensorType.F32([.. ids.Type.Axes, Axis.Feature(count)]), ids.Type.Axes.Count), name + "Places", ids);
        return Map(builder, name, v => Functions.Equal.Of(v[0], v[1]).Choose(v[0].Constant(1), v[0].Constant(0)), numbers, places);
    }

    /// <summary>The first place of the greatest along an axis; 0 where no step is real.</summary>
    public static Value ArgMax(GraphBuilder builder, string name, Value x, int axis, Value? mask)
    {
        Axis along = x.Type.Axes[axis];
        double behind = Math.Max(along.Maximum, along.Size.IsConstant ? along.Size.Constant : 0);
        Value most = ReduceOp.Over(builder, ReduceKind.Max, x, [axis], name + "Most", mask), places = builder.Add(new PlacesOp(x.Type, axis), name + "Places", x);
        Value found = Map(builder, name + "Found", v => Functions.Equal.Of(v[0], v[1]).Choose(v[2], v[0].Constant(behind)), x, most, places);
        Value first = ReduceOp.Over(builder, ReduceKind.Min, found, [axis], name, mask);
        first.Below = along.Size;
        return first;
    }

    /// <summary>D^-1/2 (A + I) D^-1/2; no row sum counts as less than 1e-12.</summary>
    public static Value NormalizeAdjacency(GraphBuilder builder, string name, Value a)
    {
        Value row = builder.Add(new PlacesOp(a.Type, 1), name + "Rows", a), column = builder.Add(new PlacesOp(a.Type, 2), name + "Columns", a);
        Value loops = Map(builder, name + "Loops", v => v[0] + Functions.Equal.Of(v[1], v[2]).Choose(v[0].Constant(1), v[0].Constant(0)), a, row, column);
        Value degree = ReduceOp.Over(builder, ReduceKind.Sum, loops, [2], name + "Degrees");
        Value scale = Map(builder, name + "Scales", v => 1 / Functions.Sqrt.Of(Functions.Maximum.Of(v[0], v[0].Constant(Cosine.CosineOp.Least))), degree);
        return Map(builder, name, v => v[0] * v[1], loops, Outer(builder, name + "Pairs", scale, scale));
    }

    /// <summary>adjacency · (x · W) + b.</summary>
    /// <param name="projected">x · W.</param>
    public static Value GraphConv(GraphBuilder builder, string name, Value adjacency, Value projected, Value? bias)
    {
        Value mixed = builder.Add(new MatMulOp(), bias is null ? name : name + "Mixed", adjacency, projected);
        return bias is null ? mixed : Sum(builder, name, mixed, bias);
    }

    /// <summary>a + b.</summary>
    public static Value Sum(GraphBuilder builder, string name, Value a, Value b) => Map(builder, name, v => v[0] + v[1], a, b);
}
