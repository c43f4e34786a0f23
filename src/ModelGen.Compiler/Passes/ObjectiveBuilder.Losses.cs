using System.Linq;
using ModelGen.Compiler.Elementwise;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.BatchMean;
using ModelGen.Compiler.Ops.Elementwise;
using ModelGen.Compiler.Ops.InfoNce;
using ModelGen.Compiler.Ops.Losses;
using ModelGen.Compiler.Ops.PaddingMask;
using ModelGen.Compiler.Ops.Reduce;

namespace ModelGen.Compiler.Passes;

/// <content>Losses that are made of other ops, with the same reductions, masks and weights as those that are one.</content>
public sealed partial class ObjectiveBuilder
{
    /// <inheritdoc cref="LossTerms.Focal"/>
    public Value Focal(Value logits, Value ids, double gamma, double alpha = 1, long ignoreIndex = -100, Reduction reduction = Reduction.Mean) =>
        Reduce(LossTerms.Focal(Nodes, logits, ids, gamma, alpha, ignoreIndex), reduction, Padding(logits, ids), Nodes.Add(new PaddingMaskOp(ignoreIndex), "counts", ids));

    /// <inheritdoc cref="LossTerms.BinaryFocal"/>
    public Value BinaryFocal(Value logits, Value targets, double gamma, double alpha, Reduction reduction = Reduction.Mean) => Reduce(LossTerms.BinaryFocal(Nodes, logits, targets, gamma, alpha), reduction, Padding(logits, targets));

    /// <inheritdoc cref="LossTerms.CrossEntropy"/>
    public Value CrossEntropy(Value logits, Value probabilities, Reduction reduction = Reduction.Mean) => Reduce(LossTerms.CrossEntropy(Nodes, logits, probabilities), reduction, Padding(logits, probabilities));

    /// <inheritdoc cref="LossTerms.KlDivergence"/>
    public Value KlDivergence(Value p, Value q, Reduction reduction = Reduction.Mean) => Reduce(LossTerms.KlDivergence(Nodes, p, q), reduction, Padding(p, q));

    /// <inheritdoc cref="LossTerms.CosineDistance"/>
    public Value CosineDistance(Value a, Value b, Reduction reduction = Reduction.Mean) => Reduce(LossTerms.CosineDistance(Nodes, a, b), reduction, Padding(a, b));

    /// <inheritdoc cref="LossTerms.Triplet"/>
    public Value Triplet(Value anchor, Value positive, Value negative, double margin, Reduction reduction = Reduction.Mean) =>
        Reduce(LossTerms.Triplet(Nodes, anchor, positive, negative, margin), reduction, Padding(anchor, positive));

    /// <inheritdoc cref="InfoNceOp"/>
    public Value InfoNce(Value a, Value b, double temperature, bool symmetric = false, Reduction reduction = Reduction.Mean) => Reduce(Nodes.Add(new InfoNceOp(temperature, symmetric), "infoNce", a, b), reduction);

    /// <summary>What a reduction makes of terms, one for each target.</summary>
    /// <param name="counts">Masks; where one is 0 a target does not count.</param>
    public Value Reduce(Value terms, Reduction reduction, params Value?[] counts)
    {
        Value[] masks = [.. counts.OfType<Value>()];
        Value? mask = masks.Length switch
        {
            0 => null,
            1 => masks[0],
            _ => Nodes.Add(new ElementwiseOp(Functions.And), "counts", masks),
        };
        if (reduction == Reduction.Mean)
        {
            return Nodes.Add(new BatchMeanOp(), "mean", terms, Weights(), mask);
        }

        Value counted = mask is null ? terms : LossTerms.Map(Nodes, "terms", x => Functions.Where.Of(x[0], x[1], x[1].Constant(0)), mask, terms);
        return reduction == Reduction.None ? counted : ReduceOp.Over(Nodes, ReduceKind.Sum, counted, [.. Enumerable.Range(1, counted.Type.Axes.Count - 1)], "sum");
    }

    // Steps where one of the two is padding.
    private Value? Padding(Value output, Value target) => output.Type.HasTime ? (output.Mask ?? target.Mask)?.In(Nodes) : null;
}
