using System;
using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Cpu;

/// <summary>Losses over a batch: the mean as the result, its gradient beside it.</summary>
/// <remarks>The sum runs over a partition of the rows that depends on the shape alone, in double precision, in order.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class LossKernels
{
    private const int MostParts = 64;

    /// <summary>
    /// Mean cross-entropy of softmax(logits) against class ids, over the rows that count; 0 when none does, or none has any weight.
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
    /// <param name="weights">[examples], each of rows / examples rows: their weights; empty: all weigh the same.</param>
    /// <param name="classWeights">[classes]: the weights of targets; empty: all weigh the same.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A counted row's target is not a class; names the row and the id.</exception>
    /// <remarks>The same definition as PyTorch's <c>cross_entropy</c>; a row weighs what its example and its class do, multiplied.</remarks>
    public static float CrossEntropy(ThreadTeam team, ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> mask,
        Span<float> dLogits, int rows, int classes, float labelSmoothing = 0, int ignoreIndex = -100, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> classWeights = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(logits, rows, classes);
        Check.Shape(targets, rows);
        Check.Optional(mask, rows);
        Check.Optional(dLogits, rows, classes);
        Check.Optional(classWeights, classes);
        int steps = Steps(weights, rows);
        double total = Weigh(targets, mask, classes, ignoreIndex, weights, classWeights, steps);
        double* sums = stackalloc double[MostParts];
        fixed (float* pLogits = logits, pMask = mask, pDLogits = dLogits, pWeights = weights, pClassWeights = classWeights)
        fixed (int* pTargets = targets)
        {
            int perTask = Math.Max((rows + MostParts - 1) / MostParts, RowPartition.RowsPerTask(rows, classes, 16 * 1024));
            int parts = RowPartition.Tasks(rows, perTask);
            CrossEntropyJob job = new()
            {
                Logits = pLogits, Targets = pTargets, Mask = pMask, DLogits = pDLogits, Sums = sums, Rows = rows, Classes = classes,
                Weights = pWeights, Steps = steps, ClassWeights = pClassWeights, ClassWeightSum = Total(classWeights),
                PerTask = perTask, Smoothing = labelSmoothing, IgnoreIndex = ignoreIndex, Scale = total == 0 ? 0 : (float)(scale / total),
            };
            team.Run(ref job, parts);
            return total == 0 ? 0 : (float)(Total(sums, parts) / total);
        }
    }

    /// <summary>Mean binary cross-entropy of sigmoid(logits) against targets in [0, 1].</summary>
    /// <param name="team">Who works.</param>
    /// <param name="logits">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dLogits">[count], overwritten; may be <paramref name="logits"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w; 0 when no element has any weight.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <remarks>max(x, 0) - x·t + log(1 + e⁻ˡˣˡ), which neither overflows nor loses digits.</remarks>
    public static float BinaryCrossEntropy(ThreadTeam team, ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> dLogits, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(logits, count);
        Check.Shape(targets, count);
        Check.Optional(dLogits, count);
        return Pairs<PairLoss.BinaryCrossEntropy>(team, logits, targets, dLogits, count, weights, mask, scale);
    }

    /// <summary>Mean binary cross-entropy with its gradient with respect to the targets, -x · w / Σ w.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="targets">[count].</param>
    /// <param name="logits">[count].</param>
    /// <param name="dTargets">[count], overwritten; may be <paramref name="targets"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w; 0 when no element has any weight.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float BinaryCrossEntropyOfTargets(ThreadTeam team, ReadOnlySpan<float> targets, ReadOnlySpan<float> logits, Span<float> dTargets, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(targets, count);
        Check.Shape(logits, count);
        Check.Optional(dTargets, count);
        return Pairs<PairLoss.BinaryCrossEntropyOfTarget>(team, targets, logits, dTargets, count, weights, mask, scale);
    }

    /// <summary>Mean squared error.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w; 0 when no element has any weight.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float MeanSquaredError(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Square>(team, output, targets, dOutput, count, weights, mask, scale);
    }

    /// <summary>Mean absolute error; its gradient is 0 where output and target are equal.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w; 0 when no element has any weight.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float MeanAbsoluteError(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Absolute>(team, output, targets, dOutput, count, weights, mask, scale);
    }

    /// <summary>Mean of ½d² where |d| ≤ 1 and |d| − ½ beyond, d = output − target (Huber 1964).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="output">[count].</param>
    /// <param name="targets">[count].</param>
    /// <param name="dOutput">[count], overwritten; may be <paramref name="output"/>; empty: loss only.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="weights">[examples], each of count / examples elements: their weights; empty: all weigh the same.</param>
    /// <param name="mask">[rows], each of count / rows elements: rows with 0 do not count; empty: all count.</param>
    /// <param name="scale">A factor of the gradient.</param>
    /// <returns>The mean loss, Σ w·x / Σ w; 0 when no element has any weight.</returns>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static float Huber(ThreadTeam team, ReadOnlySpan<float> output, ReadOnlySpan<float> targets, Span<float> dOutput, int count, ReadOnlySpan<float> weights = default, ReadOnlySpan<float> mask = default, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check.Shape(output, count);
        Check.Shape(targets, count);
        Check.Optional(dOutput, count);
        return Pairs<PairLoss.Huber>(team, output, targets, dOutput, count, weights, mask, scale);
    }

    private static float Pairs<TLoss>(ThreadTeam team, ReadOnlySpan<float> x, ReadOnlySpan<float> targets, Span<float> dx, int count, ReadOnlySpan<float> weights, ReadOnlySpan<float> mask, float scale)
        where TLoss : unmanaged, IPairLoss
    {
        if (count == 0) return 0;
        bool isPlain = weights.IsEmpty && mask.IsEmpty;
        int rows = isPlain ? count : mask.IsEmpty ? weights.Length : mask.Length, width = isPlain ? 1 : Steps(mask.IsEmpty ? weights : mask, count), steps = isPlain ? 1 : Steps(weights, rows);
        double total = isPlain ? count : 0;
        for (int row = 0; row < rows && !isPlain; row++)
        {
            if (mask.IsEmpty || mask[row] != 0) total += (double)width * (weights.IsEmpty ? 1 : weights[row / steps]);
        }

        double* sums = stackalloc double[MostParts];
        fixed (float* px = x, pTargets = targets, pDx = dx, pWeights = weights, pMask = mask)
        {
            int perTask = isPlain ? Math.Max((count + MostParts - 1) / MostParts, 16 * 1024) : Math.Max((rows + MostParts - 1) / MostParts, RowPartition.RowsPerTask(rows, width, 16 * 1024));
            PairLossJob<TLoss> job = new()
            {
                X = px, Targets = pTargets, Dx = pDx, Weights = pWeights, Mask = pMask, Sums = sums, Rows = rows, Width = width, Steps = steps,
                PerTask = perTask, Scale = total == 0 ? 0 : (float)(scale / total),
            };
            int parts = RowPartition.Tasks(rows, perTask);
            team.Run(ref job, parts);
            return total == 0 ? 0 : (float)(Total(sums, parts) / total);
        }
    }

    // What the rows that count weigh together.
    private static double Weigh(ReadOnlySpan<int> targets, ReadOnlySpan<float> mask, int classes, int ignoreIndex, ReadOnlySpan<float> weights, ReadOnlySpan<float> classWeights, int steps)
    {
        double total = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target == ignoreIndex || (!mask.IsEmpty && mask[row] == 0)) continue;
            if ((uint)target >= (uint)classes)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"Row {row} has class id {target}, which is not in [0, {classes}).");
                throw new ArgumentOutOfRangeException(nameof(targets), target, message);
            }

            total += (weights.IsEmpty ? 1.0 : weights[row / steps]) * (classWeights.IsEmpty ? 1 : classWeights[target]);
        }

        return total;
    }

    // How many rows an example has.
    private static int Steps(ReadOnlySpan<float> weights, int rows) => weights.IsEmpty ? 1 : PartOf(rows, weights.Length, nameof(weights));

    private static int PartOf(int rows, int parts, string argument)
    {
        if (parts == 0 || rows % parts != 0) throw new ShapeMismatchException(nameof(LossKernels), argument, Guard.Describe([parts]), string.Create(CultureInfo.InvariantCulture, $"as many as divide {rows} rows"));
        return Math.Max(rows / parts, 1);
    }

    private static double Total(ReadOnlySpan<float> numbers)
    {
        double total = 0;
        foreach (float number in numbers) total += number;
        return total;
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
