using System;

namespace ModelGen.Training;

/// <summary>The loss, a gradient or a parameter is no finite number. A checkpoint that was there is kept.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message)
{
    /// <summary>The update at which it was found, counted from 1.</summary>
    public long Step { get; init; }

    /// <summary>The first parameter whose values or, if all values are finite, whose gradients are not; null: none, or the parameters cannot be seen.</summary>
    public string? Parameter { get; init; }

    /// <summary>The last checkpoint that Fit wrote, from before; null: none.</summary>
    public string? CheckpointPath { get; init; }
}
