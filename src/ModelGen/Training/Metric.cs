using System;

namespace ModelGen.Training;

/// <summary>A number that says how good a model is, measured beside the loss, in training and on held-out data. A lambda is one: the mean of what it gives for each example.</summary>
/// <remarks>Ready-made ones are in <see cref="Metrics"/>.</remarks>
/// <typeparam name="TTarget">The element type of targets: <see cref="int"/> for class ids.</typeparam>
public sealed class Metric<TTarget>
    where TTarget : unmanaged
{
    private readonly Func<MetricMeter<TTarget>> _begin;

    /// <summary>A mean over examples.</summary>
    /// <param name="name">What it is called in progress and histories.</param>
    /// <param name="value">An example's number.</param>
    /// <param name="higherIsBetter">Whether a model with a higher value is the better one.</param>
    public Metric(string name, RowMetric<TTarget> value, bool higherIsBetter = true)
        : this(name, () => new MeanMeter<TTarget>(value), higherIsBetter) => ArgumentNullException.ThrowIfNull(value);

    /// <summary>A metric that is no mean over examples: F1, an area, a correlation.</summary>
    /// <param name="name">What it is called in progress and histories.</param>
    /// <param name="begin">Makes what collects; called once for training and once for held-out data.</param>
    /// <param name="higherIsBetter">Whether a model with a higher value is the better one.</param>
    public Metric(string name, Func<MetricMeter<TTarget>> begin, bool higherIsBetter = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(begin);
        (Name, _begin, HigherIsBetter) = (name, begin, higherIsBetter);
    }

    /// <summary>What it is called in progress and histories.</summary>
    public string Name { get; }

    /// <summary>Whether a model with a higher value is the better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>A collector that is empty.</summary>
    public MetricMeter<TTarget> Begin() => _begin();
}
