using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Trains a model of one input and one target: gradients, clipping, updates; a loop over data with validation, metrics, progress and checkpoints.</summary>
/// <remarks><inheritdoc cref="Trainer{TBatch}" path="/remarks/node()"/></remarks>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Trainer<TInput, TTarget> : Trainer<Batch<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly Batch<TInput, TTarget> _given = new();

    /// <inheritdoc/>
    public Trainer(ITrainable<TInput, TTarget> model, Optimizer optimizer, TrainerOptions? options = null)
        : base(model, optimizer, options)
    {
    }

    /// <inheritdoc/>
    public Trainer(ITrainingSession<TInput, TTarget> session, TrainerOptions? options = null)
        : base(session, options)
    {
    }

    /// <inheritdoc cref="Trainer{TBatch}.Model"/>
    public new ITrainable<TInput, TTarget> Model => (ITrainable<TInput, TTarget>)base.Model;

    /// <inheritdoc cref="Trainer{TBatch}.Step"/>
    public float Step(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target)
    {
        _given.Set(input, target);
        return Step(_given);
    }

    /// <summary><see cref="Trainer{TBatch}.Evaluate"/> with metrics.</summary>
    /// <param name="source">The data: the same batches each time. It is left where it stood.</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="ArgumentException">The model does not show its outputs.</exception>
    public Measurement Measure(IDataSource<Batch<TInput, TTarget>> source, IReadOnlyList<Metric<TTarget>> metrics, int batches = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Measure(source, Shown(new MetricSet<TInput, TTarget>(metrics)), batches, cancellationToken);
    }
}
