using ModelGen.Cpu;

namespace ModelGen.Training;

/// <summary>How a <see cref="Trainer{TInput, TTarget}"/> turns gradients into updates.</summary>
public sealed record TrainerOptions
{
    /// <summary>The learning rate of each update; null: the optimizer's own stays as it is.</summary>
    public ISchedule? Schedule { get; init; }

    /// <summary>Gradients are scaled down together to this global norm; 0: never.</summary>
    public float ClipNorm { get; init; }

    /// <summary>Batches whose gradients are averaged for one update.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>The threads that clip; null: the shared team.</summary>
    public ThreadTeam? Team { get; init; }
}
