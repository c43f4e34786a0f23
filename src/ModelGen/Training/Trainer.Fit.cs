using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Data;

namespace ModelGen.Training;

/// <content>The loop over epochs and updates.</content>
public partial class Trainer<TBatch>
{
    /// <summary>Trains up to <see cref="FitOptions{TBatch}.Epochs"/> epochs or <see cref="FitOptions{TBatch}.Steps"/> updates.</summary>
    /// <param name="data">The data; it goes on from where it stands, epoch after epoch. An epoch ends where the data says so, or after its <see cref="IDataSource{TBatch}.BatchesPerEpoch"/>.</param>
    /// <param name="options">When training ends and what to do beside.</param>
    /// <param name="cancellationToken">Ends training between two updates.</param>
    /// <returns>The state after the last update.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the trainer's state is whole, the checkpoint written, and Fit may be called again.</exception>
    /// <exception cref="TrainingDivergedException">As <see cref="Step"/> has it; a checkpoint that was there is kept.</exception>
    /// <exception cref="ArgumentException">The data is padded with another id than the model's, the trainer is at that step already, a callback or schedule would wait for a validation that never comes, or metrics are asked of a model that does not show its
    /// outputs.</exception>
    public TrainingProgress Fit(IDataSource<TBatch> data, FitOptions<TBatch> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        PaddingId.Check(_model, data, nameof(data));
        if (ReferenceEquals(data, options.Validation)) throw new ArgumentException("Training and validation share one data source: measuring would reset the training data; make two", nameof(options));
        if (options.CheckpointPath is not null && _model is null) throw NoStore();
        FitChecks.Run(options, Steps, Epochs, _options.Schedule, Updates(data.BatchesPerEpoch));
        MetricSet<TBatch> heldOut = Shown(options.NewMetrics());
        if (!ReferenceEquals(Data, data)) _epoch.Restart();
        Data = data;
        Attach(_options.Schedule);
        foreach (ITrainingCallback callback in options.Callbacks) Attach(callback);
        try
        {
            _metrics = Shown(options.NewMetrics());
            return Run(data, options, heldOut, cancellationToken);
        }
        finally
        {
            _metrics = MetricSet<TBatch>.Empty;
        }
    }

    /// <summary>The same as <see cref="Fit"/> on a thread of the pool.</summary>
    public async Task<TrainingProgress> FitAsync(IDataSource<TBatch> data, FitOptions<TBatch> options, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Fit(data, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);

    private TrainingProgress Run(IDataSource<TBatch> data, FitOptions<TBatch> options, MetricSet<TBatch> heldOut, CancellationToken cancellationToken)
    {
        FitMeter meter = new(Steps);
        List<ITrainingCallback> callbacks = [.. options.Callbacks];
        if (_options.Schedule is ITrainingCallback listener && !callbacks.Contains(listener)) callbacks.Insert(0, listener);
        TrainingProgress progress;
        bool goesOn;
        do
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save(options);
                cancellationToken.ThrowIfCancellationRequested();
            }

            _ended.Clear();
            bool updated = TryUpdate(data, meter);
            bool isLast = (options.Steps > 0 && Steps >= options.Steps) || (options.Epochs > 0 && Epochs >= options.Epochs);
            bool isDue = options.ValidationEvery > 0 ? updated && IsDue(options.ValidationEvery) : _ended.Count > 0;
            bool validates = options.Validation is not null && (isLast || isDue);
            if (validates) meter.Validate(Validate(options, heldOut));
            progress = Read(meter, options, data, isLast);
            if (isLast || (updated && IsDue(options.ProgressEvery))) options.Progress?.Report(progress);
            goesOn = !isLast;
            foreach (ITrainingCallback callback in callbacks) goesOn &= callback.OnStep(progress, validates);
            foreach (EpochResult epoch in _ended) goesOn &= Report(epoch, progress, validates, meter, callbacks);
            if (!goesOn || (updated && IsDue(options.CheckpointEvery))) Save(options);
        }
        while (goesOn);

        return progress;
    }

    // One update; false where the data says instead that the epoch has ended.
    private bool TryUpdate(IDataSource<TBatch> data, FitMeter meter)
    {
        do
        {
            if (!data.Next(_batch))
            {
                // The end of an epoch that was counted to its last batch says nothing new.
                if (_epoch.Batches > 0)
                {
                    EndEpoch();
                    if (PendingBatches == 0) return false;
                }

                if (!data.Next(_batch)) throw new InvalidOperationException("The training data has no batch");
            }

            float loss = Step(_batch);
            meter.Count(_batch.Examples, _batch.Tokens);
            _epoch.Add(loss, _weight);
            if (_epoch.Batches >= data.BatchesPerEpoch) EndEpoch();
        }
        while (PendingBatches > 0);

        return true;
    }

    private void EndEpoch()
    {
        _ended.Add(new EpochResult(Epochs + 1, _epoch.Loss, null) { Metrics = _metrics.Read(isWhole: true) });
        _epoch.End();
        _metrics.Reset();
    }

    private static bool Report(EpochResult epoch, in TrainingProgress progress, bool validated, FitMeter meter, List<ITrainingCallback> callbacks)
    {
        epoch = epoch with { Step = progress.Step, LearningRate = progress.LearningRate, Duration = meter.Lap() };
        if (validated) epoch = epoch with { ValidationLoss = progress.ValidationLoss, ValidationMetrics = progress.ValidationMetrics };
        bool goesOn = true;
        foreach (ITrainingCallback callback in callbacks) goesOn &= callback.OnEpoch(epoch);
        return goesOn;
    }

    private TrainingProgress Read(FitMeter meter, FitOptions<TBatch> options, IDataSource<TBatch> data, bool isLast)
    {
        long batches = data.BatchesPerEpoch ?? 0, last = options.Steps > 0 ? options.Steps : long.MaxValue;
        if (options.Epochs > 0 && batches > 0) last = Math.Min(last, Steps + Updates(((options.Epochs - Epochs) * batches) - _epoch.Batches)!.Value);
        EpochResult? ended = _ended.Count > 0 ? _ended[^1] : null;
        return meter.Read(Steps, isLast ? Steps : last, Loss, _session.LearningRate, GradientNorm) with
        {
            Epoch = ended?.Epoch ?? Epochs + 1,
            Epochs = options.Epochs,
            EpochBatch = ended is null ? _epoch.Batches : batches,
            EpochBatches = batches,
            EpochLoss = ended?.Loss ?? _epoch.Loss,
            Metrics = ended?.Metrics ?? _metrics.Read(isWhole: false),
        };
    }

    private long? Updates(long? batches) => (batches + _options.Accumulation - 1) / _options.Accumulation;
}
