using System.CommandLine;

namespace CharGptSample;

/// <summary>The options of <c>train</c>.</summary>
internal static class TrainCommand
{
    /// <summary>Adds options and action to a command.</summary>
    public static void AddTo(Command command)
    {
        Option<string?> text = new("--text") { Description = "The text to learn from; without it, the sources and docs of this repository.", HelpName = "FILE" };
        Option<long?> steps = NumberOption.Create("--steps", "Train for so many steps; gives the same weights each time.", 1L, 1_000_000_000L);
        Option<double?> seconds = NumberOption.Create("--seconds", "Train for so many seconds (90 without --steps); with --steps, until the first of the two.", 0.1, 1e7);
        Option<long?> seed = NumberOption.Create("--seed", "The seed of weights and data (1).", 0L, long.MaxValue);
        Option<bool> resume = new("--resume") { Description = "Go on from the last checkpoint: to the planned end, or, behind it or with --steps or --seconds, for another run." };
        Option<bool> quick = new("--quick") { Description = "20 steps, only to see that all works." };
        Option<string?> folder = new("--folder") { Description = "Where weights and checkpoints are written (samples/CharGpt/weights).", HelpName = "DIR" };
        foreach (Option option in (Option[])[text, steps, seconds, seed, resume, quick, folder]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            TrainOptions options = new(parsed.GetValue(text), parsed.GetValue(steps), parsed.GetValue(seconds), parsed.GetValue(seed), parsed.GetValue(resume), parsed.GetValue(quick), new RunFolder(parsed.GetValue(folder)));
            using Interrupt interrupt = new();
            new TrainingRun(options).Execute(interrupt.Token);
        });
    }
}
