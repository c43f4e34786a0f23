using System;
using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>Remembers losses and rates of training, for reports. A callback of Fit.</summary>
/// <param name="every">Updates between two records; validation is always recorded.</param>
public sealed class TrainingHistory(long every = 1) : ITrainingCallback
{
    private readonly long _every = every > 0 ? every : throw new ArgumentOutOfRangeException(nameof(every), "Updates between two records are at least 1");
    private readonly List<TrainingProgress> _steps = [];
    private readonly List<TrainingProgress> _validations = [];

    /// <summary>The recorded updates.</summary>
    public IReadOnlyList<TrainingProgress> Steps => _steps;

    /// <summary>The updates at which the validation loss was measured.</summary>
    public IReadOnlyList<TrainingProgress> Validations => _validations;

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (progress.Step % _every == 0) _steps.Add(progress);
        if (validated) _validations.Add(progress);
        return true;
    }
}
