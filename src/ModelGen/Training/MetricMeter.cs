using System;

namespace ModelGen.Training;

/// <summary>Collects what a <see cref="Metric{TTarget}"/> is made of, over one epoch or one measurement.</summary>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public abstract class MetricMeter<TTarget>
    where TTarget : unmanaged
{
    /// <summary>The metric of what was added; NaN where that says nothing.</summary>
    public abstract double Value { get; }

    /// <summary>Whether <see cref="Value"/> is cheap enough to be read after every update; others are read at the end of an epoch.</summary>
    public virtual bool IsCheap => true;

    /// <summary>Adds an example that counts.</summary>
    /// <param name="output">Its outputs, as <see cref="RowMetric{TTarget}"/> gets them.</param>
    /// <param name="target">Its targets.</param>
    public abstract void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target);

    /// <summary>Adds an example that counts by a weight, where the data gives its examples weights or the loss its classes.</summary>
    /// <param name="output">Its outputs, as <see cref="RowMetric{TTarget}"/> gets them.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weight">Above 0; 1 is as without weights.</param>
    /// <exception cref="NotSupportedException">The weight is not 1, and this collector takes none.</exception>
    public virtual void Add(ReadOnlySpan<float> output, ReadOnlySpan<TTarget> target, double weight)
    {
        if (weight != 1) throw new NotSupportedException($"The data has weights of examples, or the loss of classes, and {GetType().Name} takes none: override Add with a weight, or measure without");
        Add(output, target);
    }

    /// <summary>Begins anew.</summary>
    public abstract void Reset();
}
