using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>Losses over a batch: the mean as the result, its gradient beside it.</summary>
/// <remarks>The sum runs over a partition of the rows that depends on the shape alone, in double precision, in order.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LossKernels
{
    private const int MostParts = 64;

    /// <summary>
    /// Mean cross-entropy of softmax(logits) against class ids, over the rows that count; 0 when none does.
    /// </summary>
    /// <param name="team">Who works.</param>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">[rows]: class ids.</param>
    /// <param name="mask">[rows]: rows with 0 do not count; empty: all count.</param>
    /// <param name="dLogits">[rows, classes], overwritten (0 in rows that do not count); may be <paramref name="logits"/>; empty: loss only.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labelSmoothing">ε: the target is (1 - ε) · onehot + ε / classes.</param>
    /// <param name="ignoreIndex">Rows with this target do not count.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    /// <remarks>The same definition as PyTorch's <c>cross_entropy</c>.</remarks>
    public static float CrossEntropy(ThreadTeam team, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> mask,
        Span<float> dLogits, int rows, int classes, float labelSmoothing = 0, int ignoreIndex = -100)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(logits, rows, classes);
        Check.Shape(targets, rows);
        Check.Optional(mask, rows);
        Check.Optional(dLogits, rows, classes);
        int counted = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target == ignoreIndex || (!mask.IsEmpty && mask[row] == 0)) continue;
            if ((uint)target >= (uint)classes)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"Row {row} has class id {target}, which is not in [0, {classes}).");
                throw new ArgumentOutOfRangeException(nameof(targets), target, message);
            }

            counted++;
        }

        double* sums = stackalloc double[MostParts];
        fixed (float* pLogits = logits, pMask = mask, pDLogits = dLogits)
        fixed (int* pTargets = targets)
        {
            int perTask = Math.Max((rows + MostParts - 1) / MostParts, RowPartition.RowsPerTask(rows, classes, 16 * 1024));
            int parts = RowPartition.Tasks(rows, perTask);
            CrossEntropyJob job = new()
            {
                Logits = pLogits, Targets = pTargets, Mask = pMask, DLogits = pDLogits, Sums = sums, Rows = rows, Classes = classes,
                PerTask = perTask, Smoothing = labelSmoothing, IgnoreIndex = ignoreIndex, Scale = counted == 0 ? 0 : (float)(1.0 / counted),
            };
            team.Run(ref job, parts);
            return counted == 0 ? 0 : (float)(Total(sums, parts) / counted);
        }
    }

    /// <summary>Mean binary cross-entropy of sigmoid(logits) against targets in [0, 1].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="logits">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dLogits">[count], overwritten; may be <paramref name="logits"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <returns>The mean loss; 0 when there are no elements.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>max(x, 0) - x·t + log(1 + e⁻ˡˣˡ), which neither overflows nor loses digits.</remarks>
    public static float BinaryCrossEntropy(ThreadTeam team, ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> dLogits, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(logits, count);
        Check.Shape(targets, count);
        Check.Optional(dLogits, count);
        return Pairs<PairLoss.BinaryCrossEntropy>(team, logits, targets, dLogits, count);
    }

    /// <summary>Mean squared error.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <returns>The mean loss; 0 when there are no elements.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float MeanSquaredError(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Square>(team, output, targets, dOutput, count);
    }

    /// <summary>Mean absolute error; its gradient is 0 where output and target are equal.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <returns>The mean loss; 0 when there are no elements.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float MeanAbsoluteError(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Absolute>(team, output, targets, dOutput, count);
    }

    /// <summary>Mean of ½d² where |d| ≤ 1 and |d| − ½ beyond, d = output − target (Huber 1964).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <returns>The mean loss; 0 when there are no elements.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float Huber(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Huber>(team, output, targets, dOutput, count);
    }

    private static float Pairs<TLoss>(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> dx, int count)
        where TLoss : unmanaged, IPairLoss
    {
        if (count == 0) return 0;
        double* sums = stackalloc double[MostParts];
        fixed (float* px = x, pTargets = targets, pDx = dx)
        {
            int perTask = Math.Max((count + MostParts - 1) / MostParts, 16 * 1024);
            PairLossJob<TLoss> job = new() { X = px, Targets = pTargets, Dx = pDx, Sums = sums, Count = count, PerTask = perTask, Scale = (float)(1.0 / count) };
            int parts = RowPartition.Tasks(count, perTask);
            team.Run(ref job, parts);
            return (float)(Total(sums, parts) / count);
        }
    }

    private static double Total(double* sums, int parts)
    {
        double total = 0;
        for (int i = 0; i < parts; i++)
        {
            total += sums[i];
        }

        return total;
    }
}
