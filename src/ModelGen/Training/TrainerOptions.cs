using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>How a <see cref="Trainer{TBatch}"/> turns gradients into updates.</summary>
public sealed record TrainerOptions
{
    /// <summary>The learning rate of each update; null: the optimizer's own stays as it is.</summary>
    public ISchedule? Schedule { get; init; }

    /// <summary>Gradients are scaled down together to this global norm; 0: never.</summary>
    public float ClipNorm { get; init; }

    /// <summary>Batches whose gradients are averaged for one update.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>How much an exponential moving average of the weights keeps at each update, for instance 0.999; 0: there is none.</summary>
    /// <remarks><see cref="Trainer{TBatch}.Average"/> has it; Fit's validation measures the averaged weights.</remarks>
    public float AverageDecay { get; init; }

    /// <summary>The threads that clip and average; null: the shared team.</summary>
    public ThreadTeam? Team { get; init; }
}
