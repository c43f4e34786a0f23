using System;

namespace ModelGen.Training;

/// <summary>The rate is multiplied by a factor at every step: rate · factorᵗ.</summary>
public sealed class ExponentialSchedule : ISchedule
{
    private readonly double _rate;
    private readonly double _factor;
    private readonly double _floor;

    /// <summary>A schedule that starts with <paramref name="rate"/>.</summary>
    /// <param name="rate">The first rate.</param>
    /// <param name="factor">What the rate is multiplied by at each step, for instance 0.999.</param>
    /// <param name="floor">The lowest rate.</param>
    public ExponentialSchedule(float rate, float factor, float floor = 0)
    {
        Positive.OrZero(rate);
        Positive.OrZero(factor);
        Positive.OrZero(floor);
        (_rate, _factor, _floor) = (rate, factor, floor);
    }

    /// <inheritdoc/>
    public float LearningRate(long step) => (float)Math.Max(_floor, _rate * Math.Pow(_factor, step));
}
