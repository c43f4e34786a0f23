using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.MatMul;
using ModelGen.Compiler.Ops.Places;
using ModelGen.Compiler.Ops.Slice;
using ModelGen.Compiler.Ops.Transpose;

namespace ModelGen.Compiler.Ops;

/// <summary>What attention attends to, made of other ops: with all probabilities in memory, which the op itself never has.</summary>
internal static class AttentionFormula
{
    // What a softmax takes for hidden: finite, so that a row that sees nothing is no NaN.
    private const double Hidden = -1e9;

    /// <summary>[heads, T, S], with one head [T, S]; 0 for what is hidden, and in rows that see nothing.</summary>
    /// <param name="padding">Of the keys, [B, S].</param>
    /// <param name="mask">[B, T, S]: a mask, or numbers that are added to the scores.</param>
    public static Value Weights(GraphBuilder builder, string name, Value query, Value key, Value? padding, Value? mask, int heads, int keyValue, bool causal, double scale)
    {
        long size = query.Type.Last.Size.Constant / heads;
        double factor = scale == 0 ? 1 / Math.Sqrt(size) : scale;
        TensorType scores = TensorType.F32(query.Type.Axes[0], query.Type.Axes[1], key.Type.Axes[1]);
        Value? real = padding is null ? null : Spread(builder, name + "Real", query, padding);
        Value? row = causal ? builder.Add(new PlacesOp(scores, 1), name + "Rows", query.Type.Axes[1].Equals(key.Type.Axes[1]) ? query : Product(builder, name, query, key, 0, 0, size)) : null;
        Value? column = row is null ? null : builder.Add(new PlacesOp(scores, 2), name + "Columns", row);
        Value[] all = [.. Enumerable.Range(0, heads).Select(head => One(Product(builder, name, query, key, head, head * keyValue / heads, size)))];
        return heads == 1 ? all[0] : Formulas.Stack(builder, name, all);

        Value One(Value product)
        {
            Value?[] operands = [product, real, row, column, mask];
            Value[] present = [.. operands.OfType<Value>()];
            Scalar Operand(Scalar[] v, Value value) => v[Array.IndexOf(present, value)];
            bool isAdded = mask is { Type.DType: DType.F32 };
            IEnumerable<Func<Scalar[], Scalar>> rules =
            [
                .. real is null ? Array.Empty<Func<Scalar[], Scalar>>() : [v => Operand(v, real) > 0],
                .. row is null ? Array.Empty<Func<Scalar[], Scalar>>() : [v => Functions.AtMost.Of(Operand(v, column!), Operand(v, row))],
                .. mask is null || isAdded ? Array.Empty<Func<Scalar[], Scalar>>() : [v => Operand(v, mask)],
            ];
            Func<Scalar[], Scalar>? sees = rules.Aggregate((Func<Scalar[], Scalar>?)null, (before, rule) => before is null ? rule : v => Functions.And.Of(before(v), rule(v)));
            Value scored = Formulas.Map(builder, name + "Scores", v =>
            {
                Scalar score = isAdded ? (v[0] * factor) + Operand(v, mask!) : v[0] * factor;
                return sees is null ? score : sees(v).Choose(score, v[0].Constant(Hidden));
            }, present);
            return Formulas.Along(builder, name, scored, apart => Formulas.Map(
                builder,
                name,
                v => sees is null ? Functions.Exp.Of(v[0] - v[1]) : (v[0] > Hidden / 2).Choose(Functions.Exp.Of(v[0] - v[1]), v[0].Constant(0)),
                apart,
                Formulas.LogSumExp(builder, name + "Total", apart, 2)));
        }
    }

    /// <summary>Queries of a head by its keys: [T, S].</summary>
    private static Value Product(GraphBuilder builder, string name, Value query, Value key, int head, int keyHead, long size)
    {
        Value own = Part(query, head), other = builder.Add(new TransposeOp(1, 2), name + "Keys", Part(key, keyHead));
        return builder.Add(new MatMulOp(), name + "Products", own, other);

        Value Part(Value x, int place) => x.Type.Last.Size.Equals(Dim.Of(size)) ? x : builder.Add(new SliceOp(2, Dim.Of(place * size), Axis.Feature(size)), name + "Head", x);
    }

    /// <summary>The keys' padding for each query: 1 where a key is real.</summary>
    private static Value Spread(GraphBuilder builder, string name, Value query, Value padding)
    {
        Value ones = Formulas.Map(builder, name + "Ones", v => (v[0] * 0) + 1, Formulas.Positions(builder, name + "Places", query, 1));
        return Formulas.Outer(builder, name, ones, Formulas.Map(builder, name + "Keys", v => v[0].Choose(v[0].Constant(1), v[0].Constant(0)), padding));
    }
}
