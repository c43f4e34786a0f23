using System;
using System.Diagnostics;

namespace ModelGen.Training;

/// <summary>Clock and counters of one call of Fit.</summary>
internal sealed class FitMeter(long firstStep, long lastStep)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _validation;
    private long _examples;
    private long _tokens;
    private TimeSpan _trained;

    public float? ValidationLoss { get; private set; }

    public void Count(int examples, int tokens)
    {
        _examples += examples;
        _tokens += tokens;
        _trained = _clock.Elapsed - _validation;
    }

    public void Validate(float loss)
    {
        // All that has passed and was not training: this measurement and those before.
        _validation = _clock.Elapsed - _trained;
        ValidationLoss = loss;
    }

    public TrainingProgress Read(long step, float loss, float? validationLoss, float learningRate, float gradientNorm)
    {
        TimeSpan elapsed = _clock.Elapsed;
        double seconds = Math.Max(_trained.TotalSeconds, 1e-9);
        long done = step - firstStep;
        return new TrainingProgress
        {
            Step = step,
            Steps = lastStep,
            Loss = loss,
            ValidationLoss = validationLoss,
            LearningRate = learningRate,
            GradientNorm = gradientNorm,
            ExamplesPerSecond = done == 0 ? 0 : _examples / seconds,
            TokensPerSecond = done == 0 ? 0 : _tokens / seconds,
            Elapsed = elapsed,
            Remaining = done == 0 ? TimeSpan.Zero : Remaining(elapsed, (double)Math.Max(0, lastStep - step) / done),
        };
    }

    // Who ends training by a callback may ask for long.MaxValue steps.
    private static TimeSpan Remaining(TimeSpan elapsed, double times) =>
        elapsed.TotalSeconds * times < TimeSpan.MaxValue.TotalSeconds / 2 ? elapsed * times : TimeSpan.MaxValue;
}
