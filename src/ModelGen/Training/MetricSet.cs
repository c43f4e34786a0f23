using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>The collectors of a Fit's metrics, for training or for held-out data.</summary>
/// <typeparam name="TBatch">The type of batches.</typeparam>
internal class MetricSet<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    private float[] _outputs = [];
    private bool[] _counts = [];

    /// <summary>Where nothing is measured beside the loss.</summary>
    public static MetricSet<TBatch> Empty { get; } = new();

    public virtual bool IsEmpty => true;

    /// <summary>[classes], by which class ids count; empty: all count the same.</summary>
    public float[] ClassWeights { get; set; } = [];

    /// <summary>Room for the outputs of a batch; empty where nobody looks at them.</summary>
    public Span<float> Outputs(long count)
    {
        if (IsEmpty) return [];
        if (_outputs.Length < count) _outputs = new float[count];
        return _outputs.AsSpan(0, (int)count);
    }

    /// <summary>Room to say which targets of a batch count; empty where nobody looks.</summary>
    public virtual Span<bool> Counts(TBatch batch) => [];

    /// <summary>Adds a batch.</summary>
    public virtual void Add(ReadOnlySpan<float> outputs, TBatch batch, ReadOnlySpan<bool> counts)
    {
    }

    /// <summary>The values; without those that are costly unless the epoch is whole.</summary>
    public virtual IReadOnlyDictionary<string, double> Read(bool isWhole) => ReadOnlyDictionary<string, double>.Empty;

    public virtual void Reset()
    {
    }

    /// <summary>Room for as many flags.</summary>
    protected Span<bool> Flags(int targets)
    {
        if (_counts.Length < targets) _counts = new bool[targets];
        return _counts.AsSpan(0, targets);
    }
}
