using System;
using System.Collections.Generic;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>What <see cref="Trainer{TBatch}.Fit"/> does beside updating.</summary>
/// <typeparam name="TBatch">The type of batches.</typeparam>
public record FitOptions<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    /// <summary>The epoch at whose end training ends, counted from the first one ever: a resumed run goes on to the same number. 0: <see cref="Steps"/> alone says when.</summary>
    public int Epochs { get; init; }

    /// <summary>The update at which training ends, counted from the first one ever: a resumed run goes on to the same number. 0: <see cref="Epochs"/> alone says when; with both, whichever comes first.</summary>
    public long Steps { get; init; }

    /// <summary>Held-out data to measure the loss and the metrics on.</summary>
    public IDataSource<TBatch>? Validation { get; init; }

    /// <summary>Updates between two measurements; 0: once an epoch. The last update is followed by one in any case.</summary>
    public long ValidationEvery { get; init; }

    /// <summary>Batches per measurement at most, the same ones each time; without a number the whole of an epoch is measured.</summary>
    public int ValidationBatches { get; init; } = int.MaxValue;

    /// <summary>Receives the progress.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Updates between two reports.</summary>
    public long ProgressEvery { get; init; } = 1;

    /// <summary>Called after every update.</summary>
    public IReadOnlyList<ITrainingCallback> Callbacks { get; init; } = [];

    /// <summary>Where to save checkpoints; null: nowhere.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Updates between two checkpoints; 0: only at the end, however training ends.</summary>
    public long CheckpointEvery { get; init; }

    /// <summary>Collectors of what is measured beside the loss.</summary>
    internal virtual MetricSet<TBatch> NewMetrics() => MetricSet<TBatch>.Empty;
}
