using System;
using System.IO;
using System.Text.Json;

namespace CharGptSample;

/// <summary>What a training was asked to do, saved beside its checkpoint so that it can go on.</summary>
internal sealed record RunPlan
{
    /// <summary>The seed of weights and data.</summary>
    public long Seed { get; init; }

    /// <summary>The text, as a full path; null: the repository's.</summary>
    public string? Text { get; init; }

    /// <summary>The step that the schedule counts from.</summary>
    public long FirstStep { get; init; }

    /// <summary>How many steps from there at most.</summary>
    public long? Steps { get; init; }

    /// <summary>How many seconds of training at most.</summary>
    public double? Seconds { get; init; }

    /// <summary>The step of the checkpoint.</summary>
    public long Step { get; init; }

    /// <summary>How many of the seconds had passed at the checkpoint.</summary>
    public double UsedSeconds { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="UserException">It is missing or damaged.</exception>
    public static RunPlan Load(RunFolder folder)
    {
        if (!File.Exists(folder.Plan) || !File.Exists(folder.Checkpoint)) throw new UserException($"There is no training to go on with in '{RunFolder.Show(folder.Path)}': run train without --resume first, or name its folder with --folder");
        try
        {
            RunPlan? plan = JsonSerializer.Deserialize(File.ReadAllText(folder.Plan), RunPlanJson.Default.RunPlan);
            if (plan is { Steps: > 0 } or { Seconds: > 0 }) return plan;
        }
        catch (JsonException)
        {
            // The same line as for JSON that is no plan.
        }

        throw new UserException($"'{RunFolder.Show(folder.Plan)}' is damaged: delete it and run train without --resume");
    }

    /// <summary>Replaces the file in one move, so that a kill leaves the old one or the new one.</summary>
    public void Save(RunFolder folder)
    {
        string temporary = folder.Plan + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, RunPlanJson.Default.RunPlan) + "\n");
        File.Move(temporary, folder.Plan, overwrite: true);
    }
}
