using System;
using ModelGen.Training;

namespace CharGptSample;

/// <summary>Turns the trainer's progress into what is shown: against the budget, with a smoothed loss.</summary>
internal sealed class Meter(Budget budget, double usedBefore, Action<Status> report) : IProgress<TrainingProgress>
{
    private const double Smoothing = 0.95;

    private double _loss;
    private double _weight;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _loss = Smoothing * _loss + (1 - Smoothing) * value.Loss;
        _weight = Smoothing * _weight + (1 - Smoothing); // the mean of few values is not drawn to 0
        double used = budget.Used(value.Step);
        TimeSpan remaining = value.Elapsed * ((1 - used) / Math.Max(used - usedBefore, 1e-9));
        report(new Status(value.Step, _loss / _weight, value.TokensPerSecond, used, remaining));
    }
}
