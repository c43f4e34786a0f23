using System;
using System.Diagnostics;
using System.IO;
using ModelGen.Training;

namespace CharGptSample;

/// <summary>Saves a checkpoint now and then. A full disk does not end the training: it may have room again at the next attempt, and only the last one must succeed.</summary>
internal sealed class Checkpointer(RunFolder folder, RunPlan plan, Budget budget) : ITrainingCallback
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

    /// <summary>Whose state is saved.</summary>
    public required Trainer<int, int> Trainer { get; init; }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (_sinceLast.Elapsed < Every) return true;
        try
        {
            Save();
        }
        catch (IOException)
        {
            // The one before is still there.
        }

        _sinceLast.Restart();
        return true;
    }

    /// <summary>Saves now.</summary>
    /// <exception cref="IOException">It cannot be written; an older checkpoint is still there.</exception>
    public void Save()
    {
        Checkpoint.Save(folder.Checkpoint, Trainer);
        (plan with { Step = Trainer.Steps, UsedSeconds = budget.UsedSeconds }).Save(folder);
    }
}
