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
        TrainingHistory history = new();
        ITrainingCallback? view = callbacks is null ? FitProgress.Default?.Invoke() : null;
        try
        {
            Trainer<TInput, TTarget> trainer = new(model, new AdamW(model.Store, learningRate, decays: Optimizer.MatricesOnly));
            trainer.Fit(data, new FitOptions<TInput, TTarget>
            {
                Epochs = epochs,
                Validation = validation,
                Metrics = metrics ?? [],
                Callbacks = [history, .. callbacks ?? [], .. view is null ? Array.Empty<ITrainingCallback>() : [view]],
            }, cancellationToken);
        }
        finally
        {
            (view as IDisposable)?.Dispose();
        }

        return history;
    }
}
