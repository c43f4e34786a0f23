using System;
using System.Collections.Generic;
using System.Threading;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Training in one line.</summary>
public static class FitExtensions
{
    /// <summary>Trains a model for some epochs with <see cref="AdamW"/>, vectors (biases, gains of norms) without decay. A <see cref="Trainer{TInput, TTarget}"/> has all other choices.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data; it goes on from where it stands.</param>
    /// <param name="epochs">How often all of it is seen.</param>
    /// <param name="validation">Held-out data, measured whole after each epoch.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="metrics">What to measure beside the loss: <see cref="Metrics"/>, or lambdas.</param>
    /// <param name="callbacks">Called after each update and each epoch. With none, <see cref="FitProgress.Default"/> shows the progress.</param>
    /// <param name="cancellationToken">Ends training between two updates.</param>
    /// <returns>What each epoch came to.</returns>
    /// <exception cref="TrainingDivergedException">Numbers are no longer finite; the parameters are those of the update before.</exception>
    public static TrainingHistory Fit<TInput, TTarget>(
        this ITrainable<TInput, TTarget> model,
        IDataSource<Batch<TInput, TTarget>> data,
        int epochs,
        IDataSource<Batch<TInput, TTarget>>? validation = null,
        float learningRate = 1e-3f,
        IReadOnlyList<Metric<TTarget>>? metrics = null,
        IReadOnlyList<ITrainingCallback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        Trainer<TInput, TTarget> trainer = new(model, new AdamW(model.Store, learningRate, decays: Optimizer.MatricesOnly));
        return Seen(callbacks, all => trainer.Fit(data, new FitOptions<TInput, TTarget> { Epochs = epochs, Validation = validation, Metrics = metrics ?? [], Callbacks = all }, cancellationToken));
    }

    /// <summary>The same for a model with a type of batches: of several inputs, outputs or targets.</summary>
    /// <inheritdoc cref="Fit{TInput, TTarget}"/>
    public static TrainingHistory Fit<TBatch>(
        this ITrainable<TBatch> model,
        IDataSource<TBatch> data,
        int epochs,
        IDataSource<TBatch>? validation = null,
        float learningRate = 1e-3f,
        IReadOnlyList<ITrainingCallback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TBatch : class, IBatch<TBatch>, new()
    {
        ArgumentNullException.ThrowIfNull(model);
        Trainer<TBatch> trainer = new(model, new AdamW(model.Store, learningRate, decays: Optimizer.MatricesOnly));
        return Seen(callbacks, all => trainer.Fit(data, new FitOptions<TBatch> { Epochs = epochs, Validation = validation, Callbacks = all }, cancellationToken));
    }

    // What runs is seen by a history and, where nobody else looks, by the progress.
    private static TrainingHistory Seen(IReadOnlyList<ITrainingCallback>? callbacks, Action<IReadOnlyList<ITrainingCallback>> fit)
    {
        TrainingHistory history = new();
        ITrainingCallback? view = callbacks is null ? FitProgress.Default?.Invoke() : null;
        try
        {
            fit([history, .. callbacks ?? [], .. view is null ? Array.Empty<ITrainingCallback>() : [view]]);
        }
        finally
        {
            (view as IDisposable)?.Dispose();
        }

        return history;
    }
}
