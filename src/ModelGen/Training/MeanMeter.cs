using System;

namespace ModelGen.Training;

/// <summary>The mean of a number for each example.</summary>
internal sealed class MeanMeter<TTarget>(RowMetric<TTarget> value) : MetricMeter<TTarget>
    where TTarget : unmanaged
{
    private double _sum;
    private long _count;

    public override double Value => _count == 0 ? double.NaN : _sum / _count;

    public override void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target)
    {
        _sum += value(output, target);
        _count++;
    }

    public override void Reset() => (_sum, _count) = (0, 0);
}
