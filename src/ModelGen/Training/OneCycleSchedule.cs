using System;

namespace ModelGen.Training;

/// <summary>One cycle: half a cosine up from peak / startDivisor to the peak, then half a cosine down to almost nothing.</summary>
/// <remarks>Smith and Topin 2018, arXiv:1708.07120, in PyTorch's two-phase form, without its cycle of momentum.</remarks>
public sealed class OneCycleSchedule : ISchedule
{
    private readonly double _peak;
    private readonly double _start;
    private readonly double _end;
    private readonly double _top;
    private readonly long _last;

    /// <summary>A schedule for <paramref name="totalSteps"/> steps; after them the last rate stays.</summary>
    /// <param name="peak">The largest rate.</param>
    /// <param name="totalSteps">The steps of the cycle, at least 2.</param>
    /// <param name="rise">The part of them that rises, above 0 and below 1.</param>
    /// <param name="startDivisor">The first rate is peak / startDivisor.</param>
    /// <param name="endDivisor">The last rate is peak / startDivisor / endDivisor.</param>
    public OneCycleSchedule(float peak, long totalSteps, double rise = 0.3, double startDivisor = 25, double endDivisor = 1e4)
    {
        Positive.OrZero(peak);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rise);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rise, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startDivisor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(endDivisor);
        (_peak, _start, _end) = (peak, peak / startDivisor, peak / startDivisor / endDivisor);
        (_top, _last) = (Math.Max(0, (rise * totalSteps) - 1), totalSteps - 1);
    }

    /// <inheritdoc/>
    public float LearningRate(long step)
    {
        if (step >= _last) return (float)_end;
        return step <= _top ? Between(_start, _peak, _top > 0 ? step / _top : 1) : Between(_peak, _end, (step - _top) / (_last - _top));
    }

    private static float Between(double from, double to, double part) => (float)(to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * part))));
}
