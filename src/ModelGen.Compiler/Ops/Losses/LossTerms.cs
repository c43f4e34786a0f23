using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Cosine;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.LogSoftmax;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Ops.Losses;

/// <summary>Losses that are made of other ops: each appends the nodes that give its terms, one for each target. Gradients, to all arguments of floats, are those of the ops.</summary>
public static class LossTerms
{
    // The least number that a logarithm is taken of: 0 · log 0 is 0.
    private const double Least = 1e-30;

    /// <summary>-α (1 - p)^γ log p of the probability p that softmax(logits) gives the id (Lin et al. 2017, arXiv:1708.02002); 0 for an ignored id.</summary>
    public static Value Focal(GraphBuilder builder, Value logits, Value ids, double gamma, double alpha, long ignoreIndex)
    {
        Value terms = builder.Add(new CrossEntropyOp(0, ignoreIndex, default, Reduction.None), "crossEntropy", logits, ids, null, null);
        return Map(builder, "focal", x => Functions.ToThe(1 - Functions.Exp.Of(-x[0]), gamma) * x[0] * alpha, terms);
    }

    /// <summary>-α (1 - s)^γ log s where the target is 1, -(1 - α) s^γ log(1 - s) where it is 0, between them their sum in proportion; s = sigmoid(logit).</summary>
    public static Value BinaryFocal(GraphBuilder builder, Value logits, Value targets, double gamma, double alpha) => Map(
        builder,
        "focal",
        x => (x[1] * (alpha * (Functions.ToThe(Functions.Sigmoid.Of(-x[0]), gamma) * Functions.Softplus.Of(-x[0]))))
            + ((1 - x[1]) * ((1 - alpha) * (Functions.ToThe(Functions.Sigmoid.Of(x[0]), gamma) * Functions.Softplus.Of(x[0])))),
        logits,
        targets);

    /// <summary>-Σ t log softmax(logits) over the last axis: targets are probabilities.</summary>
    public static Value CrossEntropy(GraphBuilder builder, Value logits, Value probabilities) =>
        Total(builder, Map(builder, "terms", x => -(x[0] * x[1]), probabilities, builder.Add(new LogSoftmaxOp(), "logs", logits)));

    /// <summary>Σ p (log p - log q) over the last axis, of p from q: both are probabilities (Kullback and Leibler 1951).</summary>
    public static Value KlDivergence(GraphBuilder builder, Value p, Value q) =>
        Total(builder, Map(builder, "terms", x => x[0] * (Log(x[0]) - Log(x[1])), p, q));

    /// <summary>1 - a · b / (|a| |b|) over the last axis.</summary>
    public static Value CosineDistance(GraphBuilder builder, Value a, Value b) => Map(builder, "distance", x => 1 - x[0], builder.Add(new CosineOp(), "cosine", a, b));

    /// <summary>max(0, |a - p| - |a - n| + margin), Euclidean distances over the last axis (Schroff et al. 2015, arXiv:1503.03832); between points that are the same the gradient is 0.</summary>
    public static Value Triplet(GraphBuilder builder, Value anchor, Value positive, Value negative, double margin)
    {
        Value near = Total(builder, Map(builder, "near", x => Functions.Square.Of(x[0] - x[1]), anchor, positive)), far = Total(builder, Map(builder, "far", x => Functions.Square.Of(x[0] - x[1]), anchor, negative));
        return Map(builder, "triplet", x => Functions.Relu.Of(Distance(x[0]) - Distance(x[1]) + margin), near, far);

        static Scalar Distance(Scalar square) => Functions.Sqrt.Of(Functions.Maximum.Of(square, square.Constant(1e-24)));
    }

    private static Scalar Log(Scalar x) => Functions.Log.Of(Functions.Maximum.Of(x, x.Constant(Least)));

    private static Value Total(GraphBuilder builder, Value terms) => builder.Add(new ReduceOp(ReduceKind.Sum, terms.Type.Axes.Count - 1, 1), "sum", terms, null);

    internal static Value Map(GraphBuilder builder, string name, Func<IReadOnlyList<Scalar>, Scalar> formula, params Value[] x)
    {
        var expression = new ExpressionBuilder();
        return builder.Add(new ElementwiseOp(expression.Build(formula([.. x.Select((_, i) => expression.Input(i))])).Expression), name, x);
    }
}
