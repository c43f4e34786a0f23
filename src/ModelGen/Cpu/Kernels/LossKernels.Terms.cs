using System;

namespace ModelGen.Cpu;

/// <content>Losses that are no mean: each example's sum, or element by element.</content>
public static unsafe partial class LossKernels
{
    /// <summary>Cross-entropy of softmax(logits) against class ids; 0 in rows that do not count.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">[rows]: class ids.</param>
    /// <param name="mask">[rows]: rows with 0 do not count; empty: all count.</param>
    /// <param name="terms">Each the sum over as many rows: one for each row, or for each example.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labelSmoothing">ε: the target is (1 - ε) · onehot + ε / classes.</param>
    /// <param name="ignoreIndex">Rows with this target do not count.</param>
    /// <param name="classWeights">[classes]: factors of the rows, by their targets; empty: 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    public static void CrossEntropyTerms(ThreadTeam team, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> mask, Span<float> terms, int rows, int classes,
        float labelSmoothing = 0, int ignoreIndex = -100, ReadOnlySpan<float> classWeights = default) =>
        ClassTerms(team, [], logits, targets, mask, [], terms, rows, classes, labelSmoothing, ignoreIndex, classWeights);

    /// <summary>The gradient of <see cref="CrossEntropyTerms"/> with respect to the logits.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dTerms">The gradient of each term.</param>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">[rows]: class ids.</param>
    /// <param name="mask">[rows]: rows with 0 do not count; empty: all count.</param>
    /// <param name="dLogits">[rows, classes], overwritten (0 in rows that do not count); may be <paramref name="logits"/>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labelSmoothing">ε: the target is (1 - ε) · onehot + ε / classes.</param>
    /// <param name="ignoreIndex">Rows with this target do not count.</param>
    /// <param name="classWeights">[classes]: factors of the rows, by their targets; empty: 1.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    public static void CrossEntropyTermsGradient(ThreadTeam team, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> mask, Span<float> dLogits,
        int rows, int classes, float labelSmoothing = 0, int ignoreIndex = -100, ReadOnlySpan<float> classWeights = default)
    {
        Check.Shape(dLogits, rows, classes);
        ClassTerms(team, dTerms, logits, targets, mask, dLogits, [], rows, classes, labelSmoothing, ignoreIndex, classWeights);
    }

    /// <summary>A loss of numbers.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="loss">Which.</param>
    /// <param name="x">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="terms">Each the sum over as many elements: one for each element, or for each example.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Terms(ThreadTeam team, PairLossKind loss, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> terms, int count, ReadOnlySpan<float> mask = default) =>
        Pick(team, loss, [], x, targets, terms, terms.Length, count, mask);

    /// <summary>The gradient of <see cref="Terms"/> with respect to x.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="loss">Which.</param>
    /// <param name="dTerms">The gradient of each term.</param>
    /// <param name="x">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dx">[count], overwritten (0 where nothing counts); may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void TermsGradient(ThreadTeam team, PairLossKind loss, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> dx, int count, ReadOnlySpan<float> mask = default)
    {
        Check.Shape(dx, count);
        Pick(team, loss, dTerms, x, targets, dx, dTerms.Length, count, mask);
    }

    /// <summary>The mean of a batch's numbers, Σ w·x / Σ w; 0 where none has any weight.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="x">[count].</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float Mean(ThreadTeam team, ReadOnlySpan<float> x, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        return Pairs<PairLoss.Itself>(team, x, x, [], count, weights, mask, 1);
    }

    /// <summary>The gradient of <see cref="Mean"/>: dy · w / Σ w.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="dy">That of the mean.</param>
    /// <param name="dx">[count], overwritten; 0 where nothing counts.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void MeanGradient(ThreadTeam team, float dy, Span<float> dx, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(dx, count);
        Pairs<PairLoss.Itself>(team, dx, dx, dx, count, weights, mask, dy);
    }

    private static void ClassTerms(ThreadTeam team, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> mask, Span<float> dLogits, Span<float> terms,
        int rows, int classes, float labelSmoothing, int ignoreIndex, ReadOnlySpan<float> classWeights)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(logits, rows, classes);
        Check.Shape(targets, rows);
        Check.Optional(mask, rows);
        Check.Optional(classWeights, classes);
        if (rows == 0) return;
        bool isGradient = !dLogits.IsEmpty;
        int each = PartOf(rows, isGradient ? dTerms.Length : terms.Length, nameof(terms));
        Weigh(targets, mask, classes, ignoreIndex, [], classWeights, 1);
        double* sums = stackalloc double[MostParts];
        fixed (float* pLogits = logits, pMask = mask, pDLogits = dLogits, pDTerms = dTerms, pTerms = terms, pClassWeights = classWeights)
        fixed (int* pTargets = targets)
        {
            int perTask = Math.Max((rows + MostParts - 1) / MostParts, RowPartition.RowsPerTask(rows, classes, 16 * 1024));
            CrossEntropyJob job = new()
            {
                Logits = pLogits, Targets = pTargets, Mask = pMask, DLogits = pDLogits, Sums = sums, Rows = rows, Classes = classes, Weights = pDTerms, Steps = each,
                ClassWeights = pClassWeights, ClassWeightSum = Total(classWeights), PerTask = perTask, Smoothing = labelSmoothing, IgnoreIndex = ignoreIndex, Scale = 1,
            };
            if (isGradient) team.Run(ref job, RowPartition.Tasks(rows, perTask));
            else Run(team, job, pTerms, terms.Length, each, perTask);
        }
    }

    private static void Run<TRows>(ThreadTeam team, TRows rows, float* terms, int count, int each, int rowsPerTask)
        where TRows : unmanaged, IRowLoss
    {
        int perTask = Math.Max(1, rowsPerTask / each);
        TermsJob<TRows> job = new() { Rows = rows, Terms = terms, Count = count, Each = each, PerTask = perTask };
        team.Run(ref job, RowPartition.Tasks(count, perTask));
    }

    private static void Pick(ThreadTeam team, PairLossKind loss, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> result, int terms, int count, ReadOnlySpan<float> mask)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(x, count);
        Check.Shape(targets, count);
        switch (loss)
        {
            case PairLossKind.BinaryCrossEntropy: PairTerms<PairLoss.BinaryCrossEntropy>(team, dTerms, x, targets, result, terms, count, mask); break;
            case PairLossKind.BinaryCrossEntropyOfTargets: PairTerms<PairLoss.BinaryCrossEntropyOfTarget>(team, dTerms, x, targets, result, terms, count, mask); break;
            case PairLossKind.MeanSquaredError: PairTerms<PairLoss.Square>(team, dTerms, x, targets, result, terms, count, mask); break;
            case PairLossKind.MeanAbsoluteError: PairTerms<PairLoss.Absolute>(team, dTerms, x, targets, result, terms, count, mask); break;
            case PairLossKind.Huber: PairTerms<PairLoss.Huber>(team, dTerms, x, targets, result, terms, count, mask); break;
            default: throw new ArgumentOutOfRangeException(nameof(loss), loss, null);
        }
    }

    private static void PairTerms<TLoss>(ThreadTeam team, ReadOnlySpan<float> dTerms, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> result, int terms, int count, ReadOnlySpan<float> mask)
        where TLoss : unmanaged, IPairLoss
    {
        if (count == 0)
        {
            result.Clear();
            return;
        }

        int each = PartOf(count, terms, nameof(terms)), width = mask.IsEmpty ? each : PartOf(count, mask.Length, nameof(mask));
        double* sums = stackalloc double[MostParts];
        fixed (float* px = x, pTargets = targets, pResult = result, pDTerms = dTerms, pMask = mask)
        {
            if (each == 1)
            {
                PairTermsJob<TLoss> elements = new() { X = px, Targets = pTargets, DTerms = pDTerms, Result = pResult, Count = count };
                team.Run(ref elements, RowPartition.Tasks(count, PairTermsJob<TLoss>.PerTask));
                for (int row = 0; row < mask.Length; row++)
                {
                    if (mask[row] == 0) result.Slice(row * width, width).Clear();
                }

                return;
            }

            int rows = count / width, perTask = Math.Max((rows + MostParts - 1) / MostParts, RowPartition.RowsPerTask(rows, width, 16 * 1024));
            bool isGradient = pDTerms != null;
            PairLossJob<TLoss> job = new()
            {
                X = px, Targets = pTargets, Dx = isGradient ? pResult : null, Weights = isGradient ? pDTerms : null, Mask = pMask, Sums = sums, Rows = rows, Width = width, Steps = each / width,
                PerTask = perTask, Scale = 1,
            };
            if (isGradient) team.Run(ref job, RowPartition.Tasks(rows, perTask));
            else if (pMask == null) Run(team, job, pResult, terms, each, 16 * 1024); // its rows are elements then
            else Run(team, job, pResult, terms, each / width, perTask);
        }
    }
}
