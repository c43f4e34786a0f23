using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Data;

namespace ModelGen.Evaluation;

/// <content>Examples with several labels.</content>
public static partial class Evaluate
{
    /// <summary>A model of several labels, trained with <see cref="Loss.BinaryCrossEntropy"/> on one output for each.</summary>
    /// <param name="predict">The model's Predict, giving a logit for each label, [B, labels].</param>
    /// <param name="data">0 or 1 for each label, [B, labels].</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="names">The labels' names; null: their numbers.</param>
    /// <param name="thresholds">From which probability on each label is said; null: a half for all. <see cref="RankCurves.BestF1"/> finds them.</param>
    /// <exception cref="InvalidOperationException">No data, a target that is neither 0 nor 1 or of another shape, or outputs that are not finite.</exception>
    public static MultiLabelReport MultiLabel<TInput>(Prediction<TInput> predict, IDataSource<Batch<TInput, float>> data, int labels, IReadOnlyList<string>? names = null, IReadOnlyList<double>? thresholds = null)
        where TInput : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labels, 1);
        names ??= [.. Enumerable.Range(0, labels).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        double[] limits = thresholds is null ? [.. Enumerable.Repeat(0.5, labels)] : [.. thresholds];
        if (names.Count != labels) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {names.Count} names for {labels} labels"), nameof(names));
        if (limits.Length != labels) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {limits.Length} thresholds for {labels} labels"), nameof(thresholds));
        LabelScores scores = new(labels, limits, names);
        ForEachBatch(predict, data, labels, nameof(labels), (outputs, batch) =>
        {
            if (batch.Target.Length != outputs.Length) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Targets are {Guard.Describe(batch.TargetTensor.Lengths)}, expected 0 or 1 for each of {labels} labels of {batch.Examples} examples"));
            for (int row = 0; row < batch.Examples; row++) scores.Add(outputs.Slice(row * labels, labels), batch.Target.Slice(row * labels, labels), Weight(batch, row));
        });
        return scores.ToReport();
    }
}
