using System;
using System.Diagnostics;
using ModelGen.Training;

namespace CharGptSample;

/// <summary>When training ends, and the learning rate on the way there: a rise over the first twentieth, then half a cosine.</summary>
/// <remarks>Counted in steps, in seconds, or in whichever is used up first. A rate that follows the clock lets slow and fast machines both end in
/// time with a rate that has come down; only a rate that follows the steps gives the same weights each time.</remarks>
internal sealed class Budget(RunPlan plan) : ISchedule, ITrainingCallback
{
    private const double Peak = 3e-3;
    private const double Floor = 0.05; // of the peak
    private const double Rise = 0.05;

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
        double used = Used(step + 1); // after this step, so that the first one counts
        if (used < Rise) return (float)(Peak * used / Rise);
        double cosine = 0.5 * (1 + Math.Cos(Math.PI * (used - Rise) / (1 - Rise)));
        return (float)(Peak * (Floor + (1 - Floor) * cosine));
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated) => Used(progress.Step) < 1;
}
