using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Evaluation;

namespace ModelGen.Training;

/// <summary>Remembers losses and rates of training, for reports. A callback of Fit.</summary>
/// <param name="every">Updates between two records; validation is always recorded.</param>
public sealed class TrainingHistory(long every = 1) : ITrainingCallback
{
    private readonly long _every = every > 0 ? every : throw new ArgumentOutOfRangeException(nameof(every), "Updates between two records are at least 1");
    private readonly List<TrainingProgress> _steps = [];
    private readonly List<TrainingProgress> _validations = [];
    private readonly List<EpochResult> _epochs = [];

    /// <summary>The recorded updates.</summary>
    public IReadOnlyList<TrainingProgress> Steps => _steps;

    /// <summary>The updates at which the validation loss was measured.</summary>
    public IReadOnlyList<TrainingProgress> Validations => _validations;

    /// <summary>What each epoch came to.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <inheritdoc/>
    public bool OnEpoch(EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        _epochs.Add(epoch);
        return true;
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        // The last update of an epoch may be seen twice: measured, the second time.
        if (_steps.Count > 0 && _steps[^1].Step == progress.Step) _steps.RemoveAt(_steps.Count - 1);
        if (progress.Step % _every == 0) _steps.Add(progress);
        if (validated) _validations.Add(progress);
        return true;
    }

    /// <summary>The epochs as a table of plain text.</summary>
    public override string ToString()
    {
        if (_epochs.Count == 0) return string.Create(CultureInfo.InvariantCulture, $"no epoch has ended; {_steps.Count} updates");
        string[] names = [.. _epochs[^1].Metrics.Keys], measured = [.. _epochs[^1].ValidationMetrics.Keys];
        bool validates = _epochs.Exists(epoch => epoch.ValidationLoss is not null);
        TextTable table = new(["epoch", "loss", .. names, .. validates ? ["held-out loss"] : Array.Empty<string>(), .. Array.ConvertAll(measured, name => "held-out " + name)]);
        foreach (EpochResult epoch in _epochs)
        {
            table.Add(
            [
                epoch.Epoch.ToString(CultureInfo.InvariantCulture), Text(epoch.Loss), .. Array.ConvertAll(names, name => Text(epoch.Metrics[name])),
                .. validates ? [Text(epoch.ValidationLoss ?? double.NaN)] : Array.Empty<string>(), .. Array.ConvertAll(measured, name => Text(epoch.ValidationMetrics.TryGetValue(name, out double value) ? value : double.NaN)),
            ]);
        }

        return table.ToString();
    }

    private static string Text(double value) => double.IsNaN(value) ? "n/a" : value.ToString("G4", CultureInfo.InvariantCulture);
}
