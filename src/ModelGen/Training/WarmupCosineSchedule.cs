using System;

namespace ModelGen.Training;

/// <summary>A straight rise to the peak, then half a cosine down to the floor, then the floor.</summary>
/// <remarks>Loshchilov and Hutter 2017, arXiv:1608.03983, one cycle, behind the warm-up of Goyal et al. 2017, arXiv:1706.02677.</remarks>
public sealed class WarmupCosineSchedule : ISchedule
{
    private readonly double _peak;
    private readonly double _floor;
    private readonly long _warmup;
    private readonly long _total;

    /// <summary>A schedule for <paramref name="totalSteps"/> steps.</summary>
    /// <param name="peak">The rate of the first step after the warm-up.</param>
    /// <param name="warmupSteps">Steps of the rise; step i has the rate peak·(i + 1)/(warmupSteps + 1), so the first is not 0.</param>
    /// <param name="totalSteps">The step at which the floor is reached.</param>
    /// <param name="floor">The last rate, often a tenth of the peak.</param>
    public WarmupCosineSchedule(float peak, long warmupSteps, long totalSteps, float floor = 0)
    {
        Positive.OrZero(peak);
        Positive.OrZero(floor);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, warmupSteps);
        (_peak, _warmup, _total, _floor) = (peak, warmupSteps, totalSteps, floor);
    }

    /// <inheritdoc/>
    public float LearningRate(long step)
    {
        if (step < _warmup) return (float)(_peak * (step + 1) / (_warmup + 1));
        if (step >= _total) return (float)_floor;
        double part = (double)(step - _warmup) / (_total - _warmup);
        return (float)(_floor + ((_peak - _floor) * 0.5 * (1 + Math.Cos(Math.PI * part))));
    }
}
