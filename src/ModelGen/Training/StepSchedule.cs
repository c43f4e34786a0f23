using System;

namespace ModelGen.Training;

/// <summary>A staircase: the rate is multiplied by a factor every so many steps.</summary>
public sealed class StepSchedule : ISchedule
{
    private readonly double _rate;
    private readonly double _factor;
    private readonly long _every;

    /// <summary>A schedule that starts with <paramref name="rate"/>.</summary>
    /// <param name="rate">The rate of the first steps.</param>
    /// <param name="every">Steps between two changes.</param>
    /// <param name="factor">What the rate is multiplied by.</param>
    public StepSchedule(float rate, long every, float factor = 0.1f)
    {
        Positive.OrZero(rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        Positive.OrZero(factor);
        (_rate, _every, _factor) = (rate, every, factor);
    }

    /// <inheritdoc/>
    public float LearningRate(long step) => (float)(_rate * Math.Pow(_factor, step / _every));
}
