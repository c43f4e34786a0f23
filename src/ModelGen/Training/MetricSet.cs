using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace ModelGen.Training;

/// <summary>The collectors of a Fit's metrics, for training or for held-out data.</summary>
internal sealed class MetricSet<TTarget>(IReadOnlyList<Metric<TTarget>> metrics)
    where TTarget : unmanaged
{
    private readonly MetricMeter<TTarget>[] _meters = [.. metrics.Select(metric => metric.Begin())];
    private float[] _outputs = [];
    private bool[] _counts = [];

    public static IReadOnlyDictionary<string, double> None => ReadOnlyDictionary<string, double>.Empty;

    public bool IsEmpty => _meters.Length == 0;

    /// <summary>Room for the outputs of a batch; empty where nobody looks at them.</summary>
    public Span<float> Outputs(long count)
    {
        if (IsEmpty) return [];
        if (_outputs.Length < count) _outputs = new float[count];
        return _outputs.AsSpan(0, (int)count);
    }

    /// <summary>Room to say which targets of a batch count; empty where nobody looks.</summary>
    public Span<bool> Counts(int targets)
    {
        if (IsEmpty) return [];
        if (_counts.Length < targets) _counts = new bool[targets];
        return _counts.AsSpan(0, targets);
    }

    /// <summary>Adds a batch. Class ids have a row of outputs each, numbers have one for each example.</summary>
    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<TTarget> targets, int examples, ReadOnlySpan<bool> counts)
    {
        if (IsEmpty || targets.IsEmpty) return;
        int rows = typeof(TTarget) == typeof(int) ? targets.Length : examples, width = outputs.Length / rows, targetWidth = targets.Length / rows;
        for (int row = 0; row < rows; row++)
        {
            if (targetWidth == 1 && !counts[row]) continue;
            foreach (MetricMeter<TTarget> meter in _meters) meter.Add(outputs.Slice(row * width, width), targets.Slice(row * targetWidth, targetWidth));
        }
    }

    /// <summary>The values; without those that are costly unless the epoch is whole.</summary>
    public IReadOnlyDictionary<string, double> Read(bool isWhole)
    {
        if (IsEmpty) return None;
        Dictionary<string, double> values = [];
        for (int i = 0; i < _meters.Length; i++)
        {
            if (isWhole || _meters[i].IsCheap) values.Add(metrics[i].Name, _meters[i].Value);
        }

        return values;
    }

    public void Reset()
    {
        foreach (MetricMeter<TTarget> meter in _meters) meter.Reset();
    }

    /// <exception cref="ArgumentException">Two have one name.</exception>
    public static void CheckNames(IReadOnlyList<Metric<TTarget>> metrics)
    {
        string? twice = metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Two metrics are called '{twice}': give each a name of its own"), nameof(metrics));
    }
}
