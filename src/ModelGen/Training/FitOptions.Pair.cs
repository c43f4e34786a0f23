using System.Collections.Generic;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>What Fit does beside updating, for a model of one input and one target.</summary>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed record FitOptions<TInput, TTarget> : FitOptions<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>What is measured beside the loss, in training and on held-out data. Each example counts by its weight.</summary>
    public IReadOnlyList<Metric<TTarget>> Metrics { get; init; } = [];

    internal override MetricSet<Batch<TInput, TTarget>> NewMetrics() => new MetricSet<TInput, TTarget>(Metrics);
}
