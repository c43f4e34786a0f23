using System;

namespace ModelGen.Training;

/// <summary>Keeps a copy of a model's buffers: a forward pass moves running statistics before anybody knows whether its batch is any good.</summary>
internal sealed class StatisticsGuard(ParameterStore store)
{
    private readonly float[] _kept = new float[store.BufferValues.Length];

    /// <summary>What the buffers hold now is what to go back to.</summary>
    public void Keep() => store.BufferValues.CopyTo(_kept);

    /// <summary>Goes back.</summary>
    public void Restore() => _kept.CopyTo(store.BufferValues);

    /// <summary>The first buffer with a number that is not finite; null: none.</summary>
    public Divergence? Look() => Divergence.FindBuffers(store) is { Parameter: not null } found ? found with { InValues = false } : null;
}
