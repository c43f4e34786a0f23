using System;
using System.Diagnostics;
using ModelGen.Training;

namespace CharGptSample;

/// <summary>When training ends, and the learning rate on the way there: half a cosine down, behind a straight rise over the first steps.</summary>
/// <remarks>Counted in steps, in seconds, or in whichever is used up first. A rate that follows the clock lets slow and fast machines both end in
/// time with a rate that has come down; only a rate that follows the steps gives the same weights each time.</remarks>
internal sealed class Budget(RunPlan plan) : ISchedule, ITrainingCallback
{
    private const double Peak = 2e-3;
    private const double Floor = 0.05; // of the peak
    private const int RiseSteps = 100; // in steps, not in time: the optimizer's second moment needs them; a faster rise costs much of what a short run can learn

    private readonly Stopwatch _clock = new();

    /// <summary>Seconds of training so far, those before a resume included.</summary>
    public double UsedSeconds => plan.UsedSeconds + _clock.Elapsed.TotalSeconds;

    /// <summary>Starts the clock.</summary>
    public void Start() => _clock.Start();

    /// <summary>How much of the budget is used after a number of steps, 0 to 1.</summary>
    public double Used(long steps)
    {
        double bySteps = plan.Steps is long limit ? (double)(steps - plan.FirstStep) / limit : 0;
        double byTime = plan.Seconds is double seconds ? UsedSeconds / seconds : 0;
        return Math.Clamp(Math.Max(bySteps, byTime), 0, 1);
    }

    /// <inheritdoc/>
    public float LearningRate(long step)
    {
        double riseSteps = plan.Steps is long limit ? Math.Min(RiseSteps, limit / 10.0) : RiseSteps;
        double rise = Math.Min(1, (step - plan.FirstStep + 1) / riseSteps);
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * Used(step)));
        return (float)(Peak * rise * (Floor + (1 - Floor) * cosine));
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated) => Used(progress.Step) < 1;
}
