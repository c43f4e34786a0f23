using System;

namespace ModelGen.Training;

/// <summary>The mean of a number for each example.</summary>
internal sealed class MeanMeter<TTarget>(RowMetric<TTarget> value) : MetricMeter<TTarget>
    where TTarget : unmanaged
{
    private double _sum;
    private double _weights;

    public override double Value => _weights == 0 ? double.NaN : _sum / _weights;

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target) => Add(output, target, 1);

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target, double weight)
    {
        _sum += weight * value(output, target);
        _weights += weight;
    }

    public override void Reset() => (_sum, _weights) = (0, 0);
}
