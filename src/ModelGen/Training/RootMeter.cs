using System;

namespace ModelGen.Training;

/// <summary>The root of a mean over examples.</summary>
internal sealed class RootMeter<TTarget>(RowMetric<TTarget> value) : MetricMeter<TTarget>
    where TTarget : unmanaged
{
    private readonly MeanMeter<TTarget> _mean = new(value);

    public override double Value => Math.Sqrt(_mean.Value);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target) => _mean.Add(output, target);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target, double weight) => _mean.Add(output, target, weight);

    public override void Reset() => _mean.Reset();
}
