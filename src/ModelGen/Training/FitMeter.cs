using System;
using System.Collections.ObjectModel;
using System.Diagnostics;

namespace ModelGen.Training;

/// <summary>Clock and counters of one call of Fit.</summary>
internal sealed class FitMeter(long firstStep)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _validation;
    private long _examples;
    private long _tokens;
    private TimeSpan _trained;
    private TimeSpan _lap;

    /// <summary>The latest measurement on held-out data.</summary>
    public Measurement? Validation { get; private set; }

    public void Count(int examples, int tokens)
    {
        _examples += examples;
        _tokens += tokens;
        _trained = _clock.Elapsed - _validation;
    }

    /// <summary>The time since the last call, or since the beginning.</summary>
    public TimeSpan Lap()
    {
        TimeSpan now = _clock.Elapsed, lap = now - _lap;
        _lap = now;
        return lap;
    }

    public void Validate(Measurement measurement)
    {
        // All that has passed and was not training: this measurement and those before.
        _validation = _clock.Elapsed - _trained;
        Validation = measurement;
    }

    public TrainingProgress Read(long step, long lastStep, float loss, float learningRate, float gradientNorm)
    {
        TimeSpan elapsed = _clock.Elapsed;
        double seconds = Math.Max(_trained.TotalSeconds, 1e-9);
        long done = step - firstStep;
        return new TrainingProgress
        {
            Step = step,
            Steps = lastStep,
            Loss = loss,
            ValidationLoss = Validation?.Loss,
            ValidationMetrics = Validation?.Metrics ?? ReadOnlyDictionary<string, double>.Empty,
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
