using System.IO;

namespace CharGptSample;

/// <summary>What the user asked of a training.</summary>
/// <param name="Text">A text file; null: the repository's own text, or that of the run that goes on.</param>
/// <param name="Steps">At most so many steps; null: no limit.</param>
/// <param name="Seconds">At most so many seconds of training; null: no limit.</param>
/// <param name="Seed">The seed of weights and data; null: 1, or that of the run that goes on.</param>
/// <param name="Resume">Whether to go on from the checkpoint.</param>
/// <param name="Quick">Few steps and little text: only to see that all works.</param>
/// <param name="Folder">Where files are written.</param>
internal sealed record TrainOptions(string? Text, long? Steps, double? Seconds, long? Seed, bool Resume, bool Quick, RunFolder Folder)
{
    private const double DefaultSeconds = 90;
    private const long QuickSteps = 20;

    /// <summary>What to do, with the plan of the checkpoint in mind if there is one to go on from.</summary>
    /// <exception cref="UserException">There is none, or it was begun with another seed.</exception>
    public RunPlan ToPlan()
    {
        string? text = Text is null ? null : Path.GetFullPath(Text);
        if (!Resume) return New(firstStep: 0, Seed ?? 1, text);
        RunPlan saved = RunPlan.Load(Folder);
        if (Seed is long seed && seed != saved.Seed) throw new UserException($"The run to resume began with seed {saved.Seed}: leave --seed out, or leave --resume out to begin a new run");
        text ??= saved.Text;
        bool ended = new Budget(saved).Used(saved.Step) >= 1;
        bool more = Quick || Steps is not null || Seconds is not null;
        return ended || more ? New(saved.Step, saved.Seed, text) : saved with { Text = text };
    }

    private RunPlan New(long firstStep, long seed, string? text) => new()
    {
        Seed = seed,
        Text = text,
        FirstStep = firstStep,
        Step = firstStep,
        Steps = Steps ?? (Quick ? QuickSteps : null),
        Seconds = Seconds ?? (Steps is null && !Quick ? DefaultSeconds : null),
    };
}
