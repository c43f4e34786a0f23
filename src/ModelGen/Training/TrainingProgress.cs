using System;

namespace ModelGen.Training;

/// <summary>Where training stands after an update.</summary>
public readonly record struct TrainingProgress
{
    /// <summary>Updates so far, those before a resume included.</summary>
    public long Step { get; init; }

    /// <summary>The update at which training ends.</summary>
    public long Steps { get; init; }

    /// <summary>The mean loss of the update's batches, before the update.</summary>
    public float Loss { get; init; }

    /// <summary>The latest loss on the validation data, if any was measured.</summary>
    public float? ValidationLoss { get; init; }

    /// <summary>The learning rate of the update.</summary>
    public float LearningRate { get; init; }

    /// <summary>The gradients' global norm before clipping; 0 when nothing clips.</summary>
    public float GradientNorm { get; init; }

    /// <summary>Examples per second, mean since training began or resumed, validation left out.</summary>
    public double ExamplesPerSecond { get; init; }

    /// <summary>The same in tokens; 0 where inputs are no tokens.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Time since training began or resumed.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Estimate of the time to the end.</summary>
    public TimeSpan Remaining { get; init; }
}
