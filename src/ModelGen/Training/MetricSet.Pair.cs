using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>The collectors of metrics on one output and one target.</summary>
internal sealed class MetricSet<TInput, TTarget> : MetricSet<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly IReadOnlyList<Metric<TTarget>> _metrics;
    private readonly MetricMeter<TTarget>[] _meters;
    private float[] _someOutputs = [];
    private TTarget[] _someTargets = [];

    /// <exception cref="ArgumentException">Two have one name.</exception>
    public MetricSet(IReadOnlyList<Metric<TTarget>> metrics)
    {
        string? twice = metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Two metrics are called '{twice}': give each a name of its own"), nameof(metrics));
        (_metrics, _meters) = (metrics, [.. metrics.Select(metric => metric.Begin())]);
    }

    public override bool IsEmpty => _meters.Length == 0;

    public override Span<bool> Counts(Batch<TInput, TTarget> batch) => IsEmpty ? [] : Flags(batch.Target.Length);

    /// <summary>Adds a batch. Class ids have a row of outputs each, numbers have one for each example.</summary>
    public override void Add(ReadOnlySpan<float> outputs, Batch<TInput, TTarget> batch, ReadOnlySpan<bool> counts)
    {
        ReadOnlySpan<TTarget> targets = batch.Target;
        if (IsEmpty || targets.IsEmpty) return;
        int rows = typeof(TTarget) == typeof(int) ? targets.Length : batch.Examples, width = outputs.Length / rows, targetWidth = targets.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<bool> own = counts.Slice(row * targetWidth, targetWidth);
            if (!own.Contains(true)) continue;
            double weight = (batch.Weights.IsEmpty ? 1 : batch.Weights[row / (rows / batch.Examples)]) * ClassWeight(targets[row * targetWidth]);
            if (weight == 0) continue;
            ReadOnlySpan<float> output = outputs.Slice(row * width, width);
            ReadOnlySpan<TTarget> target = targets.Slice(row * targetWidth, targetWidth);
            if (targetWidth > 1 && own.Contains(false))
            {
                output = Counted(output, own, ref _someOutputs);
                target = Counted(target, own, ref _someTargets);
            }

            foreach (MetricMeter<TTarget> meter in _meters) meter.Add(output, target, weight);
        }
    }

    private double ClassWeight(TTarget target) => ClassWeights.Length > 0 && target is int id && (uint)id < (uint)ClassWeights.Length ? ClassWeights[id] : 1;

    // Numbers of steps that are no padding.
    private static ReadOnlySpan<T> Counted<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> counts, ref T[] some)
    {
        if (some.Length < values.Length) some = new T[values.Length];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (counts[i]) some[count++] = values[i];
        }

        return some.AsSpan(0, count);
    }

    public override IReadOnlyDictionary<string, double> Read(bool isWhole)
    {
        if (IsEmpty) return base.Read(isWhole);
        Dictionary<string, double> values = [];
        for (int i = 0; i < _meters.Length; i++)
        {
            if (isWhole || _meters[i].IsCheap) values.Add(_metrics[i].Name, _meters[i].Value);
        }

        return values;
    }

    public override void Reset()
    {
        foreach (MetricMeter<TTarget> meter in _meters) meter.Reset();
    }
}
