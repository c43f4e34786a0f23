using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Trains a model: gradients, clipping, updates; a loop over data with validation, progress and checkpoints.</summary>
/// <remarks>One thread at a time. A step allocates nothing once buffers have their size. Between steps the model's gradients
/// are the trainer's: an update leaves them 0 and the next step adds to them.</remarks>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Trainer<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly TrainerOptions _options;
    private readonly ITrainingSession<TInput, TTarget> _session;
    private readonly ITrainable<TInput, TTarget>? _model;
    private readonly Optimizer? _optimizer;
    private readonly StoreSession<TInput, TTarget>? _own;
    private readonly StatisticsGuard? _guard;
    private readonly Batch<TInput, TTarget> _batch = new();
    private Batch<TInput, TTarget>? _validationBatch;
    private readonly List<ITrainingState> _states = [];
    private double _lossSum;
    private bool _isClean;
    private (string Path, long Step)? _saved;

    /// <summary>A trainer of <paramref name="model"/>; gradients that the store holds are dropped at the first step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">An optimizer of the model's own store.</param>
    /// <param name="options">Schedule, clipping, accumulation.</param>
    public Trainer(ITrainable<TInput, TTarget> model, Optimizer optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (optimizer.Store != model.Store) throw new ArgumentException("The optimizer was made for another model: make it with this model's Store", nameof(optimizer));
        (_model, _optimizer, _options) = (model, optimizer, Check(options));
        _session = _own = new StoreSession<TInput, TTarget>(model, optimizer, _options.Team);
        _guard = new StatisticsGuard(model.Store);
        if (_options.AverageDecay > 0) _states.Add(Average = new WeightAverage(model.Store, _options.AverageDecay, _options.Team));
        Attach(_options.Schedule);
    }

    /// <summary>A trainer of a model that keeps its parameters and optimizer to itself, such as one of the TorchSharp target.</summary>
    /// <param name="session">The model with its optimizer.</param>
    /// <param name="options">Schedule, clipping, accumulation.</param>
    /// <remarks><see cref="Model"/>, <see cref="Optimizer"/> and checkpoints are for models with a <see cref="ParameterStore"/>.</remarks>
    public Trainer(ITrainingSession<TInput, TTarget> session, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _options) = (session, Check(options));
        if (_options.AverageDecay > 0) throw NoStore();
        Attach(_options.Schedule);
    }

    /// <summary>The model.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public ITrainable<TInput, TTarget> Model => _model ?? throw NoStore();

    /// <summary>The optimizer.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public Optimizer Optimizer => _optimizer ?? throw NoStore();

    /// <summary>The moving average of the weights; null without <see cref="TrainerOptions.AverageDecay"/>.</summary>
    public WeightAverage? Average { get; }

    /// <summary>What checkpoints save beside: the average, the schedule and the callbacks that have state.</summary>
    public IReadOnlyList<ITrainingState> States => _states;

    /// <summary>Updates so far.</summary>
    public long Steps { get; internal set; }

    /// <summary>Batches whose gradients wait for the rest of an update (accumulation).</summary>
    public int PendingBatches { get; private set; }

    /// <summary>The mean loss of the last update's batches.</summary>
    public float Loss { get; private set; }

    /// <summary>The gradients' global norm at the last update, before clipping; 0 when nothing clips.</summary>
    public float GradientNorm { get; private set; }

    /// <summary>The data of the last <see cref="Fit"/>, whose position a checkpoint saves.</summary>
    public IDataSource<TInput, TTarget>? Data { get; set; }

    /// <summary>Adds one batch's gradients and, when <see cref="TrainerOptions.Accumulation"/> of them are there, updates the parameters.</summary>
    /// <returns>The batch's mean loss, before the update.</returns>
    /// <exception cref="TrainingDivergedException">The loss, a gradient or a running statistic is not finite, or the update would leave such a number.</exception>
    /// <remarks>After an exception, whichever it is, parameters, buffers and the optimizer's state are bit for bit what they were after the last update, and batches
    /// that waited for the rest of this one are dropped.</remarks>
    public float Step(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target)
    {
        if (PendingBatches == 0)
        {
            if (!_isClean) _session.ZeroGradients();
            _lossSum = 0;
            _guard?.Keep();
        }

        _isClean = false;
        try
        {
            float loss = _session.ComputeGradients(input, target, 1f / _options.Accumulation);
            if (!float.IsFinite(loss)) throw Diverged($"the loss is {Text(loss)}", Steps + 1, Look());
            if (_guard?.Look() is { } damage) throw Diverged("the batch's statistics are not finite", Steps + 1, damage);
            _lossSum += loss;
            if (++PendingBatches == _options.Accumulation) Update();
            return loss;
        }
        catch
        {
            _guard?.Restore();
            DropPending();
            throw;
        }
    }

    /// <summary>The mean loss over a source from its start: over one epoch, or <paramref name="batches"/> batches if that is less.</summary>
    /// <param name="source">The data: the same batches each time. It is left where it stood, so that it may be what training goes on with.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public float Evaluate(IDataSource<TInput, TTarget> source, int batches = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        _validationBatch ??= new Batch<TInput, TTarget>();
        using RewoundSource<TInput, TTarget> rewound = new(source);
        double sum = 0;
        long targets = 0;
        for (int i = 0; i < batches && source.Next(_validationBatch); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Batches may differ in size and in how many targets count: the mean is over those.
            int count = _session.CountTargets(_validationBatch.InputTensor, _validationBatch.TargetTensor);
            sum += (double)_session.ComputeLoss(_validationBatch.InputTensor, _validationBatch.TargetTensor) * count;
            targets += count;
        }

        return targets == 0 ? throw new InvalidOperationException("The validation data has no batch in which a target counts") : (float)(sum / targets);
    }

    /// <summary>Trains up to <see cref="FitOptions{TInput, TTarget}.Steps"/> updates.</summary>
    /// <param name="data">The data; it goes on from where it stands, epoch after epoch.</param>
    /// <param name="options">The number of steps and what to do beside.</param>
    /// <param name="cancellationToken">Ends training between two updates.</param>
    /// <returns>The state after the last update.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the trainer's state is whole, the checkpoint written, and Fit may be called again.</exception>
    /// <exception cref="TrainingDivergedException">As <see cref="Step"/> has it; a checkpoint that was there is kept.</exception>
    /// <exception cref="ArgumentException">The trainer is at that step already, or a callback or schedule would wait for a validation that never comes.</exception>
    public TrainingProgress Fit(IDataSource<TInput, TTarget> data, FitOptions<TInput, TTarget> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (ReferenceEquals(data, options.Validation)) throw new ArgumentException("Training and validation share one data source: measuring would reset the training data; make two", nameof(options));
        if (options.CheckpointPath is not null && _model is null) throw NoStore();
        FitChecks.Run(options, Steps, _options.Schedule);
        Data = data;
        Attach(_options.Schedule);
        foreach (ITrainingCallback callback in options.Callbacks) Attach(callback);
        ITrainingCallback? schedule = _options.Schedule is ITrainingCallback listener && !options.Callbacks.Contains(listener) ? listener : null;
        FitMeter meter = new(Steps, options.Steps);
        TrainingProgress progress = meter.Read(Steps, Loss, null, _session.LearningRate, GradientNorm);
        bool goesOn = Steps < options.Steps;
        while (goesOn)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save(options);
                cancellationToken.ThrowIfCancellationRequested();
            }

            do
            {
                NextBatch(data);
                Step(_batch.InputTensor, _batch.TargetTensor);
                meter.Count(_batch.Examples, typeof(TInput) == typeof(int) ? _batch.Input.Length : 0);
            }
            while (PendingBatches > 0);

            bool isLast = Steps >= options.Steps;
            bool validates = options.Validation is not null && (isLast || IsDue(options.ValidationEvery));
            if (validates) meter.Validate(Validate(options));
            progress = meter.Read(Steps, Loss, meter.ValidationLoss, _session.LearningRate, GradientNorm);
            if (isLast || IsDue(options.ProgressEvery)) options.Progress?.Report(progress);
            goesOn = !isLast;
            schedule?.OnStep(progress, validates);
            foreach (ITrainingCallback callback in options.Callbacks) goesOn &= callback.OnStep(progress, validates);
            if (!goesOn || IsDue(options.CheckpointEvery)) Save(options);
        }

        return progress;
    }

    /// <summary>The same as <see cref="Fit"/> on a thread of the pool.</summary>
    public async Task<TrainingProgress> FitAsync(IDataSource<TInput, TTarget> data, FitOptions<TInput, TTarget> options, CancellationToken cancellationToken = default) =>
        await Task.Run(() => Fit(data, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);

    /// <summary>Drops gradients that wait for the rest of an update.</summary>
    internal void DropPending()
    {
        PendingBatches = 0;
        _isClean = false;
    }

    /// <summary>Makes a schedule's or callback's state part of checkpoints, and lets it know the weights that it is to keep.</summary>
    internal void Attach(object? part)
    {
        if (part is IRunState run) run.Attach(this, _model?.Store, Average);
        if (part is not ITrainingState state || _states.Contains(state)) return;
        // Another Fit may bring another callback of the same kind.
        _states.RemoveAll(other => other.Name == state.Name);
        _states.Add(state);
    }

    private float Validate(FitOptions<TInput, TTarget> options)
    {
        Average?.Swap();
        try
        {
            return Evaluate(options.Validation!, options.ValidationBatches, CancellationToken.None);
        }
        finally
        {
            Average?.Swap();
        }
    }

    // A checkpoint of damaged weights would replace a good one.
    private void Save(FitOptions<TInput, TTarget> options)
    {
        if (options.CheckpointPath is null) return;
        if (Checkpoint.FindDamage(this) is { } damage) throw Diverged("there are numbers that are not finite", Steps, damage);
        Checkpoint.Save(options.CheckpointPath, this);
        _saved = (options.CheckpointPath, Steps);
    }

    private void Update()
    {
        if (_options.ClipNorm > 0)
        {
            GradientNorm = _session.ClipGradients(_options.ClipNorm);
            if (!float.IsFinite(GradientNorm)) throw Diverged($"the gradients' norm is {Text(GradientNorm)}", Steps + 1, Look());
        }

        float rate = _session.LearningRate;
        if (_options.Schedule is not null) _session.LearningRate = _options.Schedule.LearningRate(Steps);
        if (_own is null) _session.Update();
        else if (_own.TryUpdate() is { } divergence)
        {
            float wanted = _session.LearningRate;
            _session.LearningRate = rate;
            throw Diverged($"the update at a rate of {Text(wanted)} would not leave finite numbers", Steps + 1, divergence);
        }

        Average?.Update();
        Loss = (float)(_lossSum / _options.Accumulation);
        (PendingBatches, _isClean) = (0, true);
        Steps++;
    }

    private static TrainerOptions Check(TrainerOptions? options)
    {
        options ??= new TrainerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Accumulation, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ClipNorm, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.AverageDecay, nameof(options));
        return options;
    }

    private static InvalidOperationException NoStore() =>
        new("This trainer drives a session, which keeps its parameters and optimizer to itself: use those objects, and save the weights with them instead of a checkpoint or an average");

    private void NextBatch(IDataSource<TInput, TTarget> data)
    {
        // Two ends in a row: the source is empty.
        if (!data.Next(_batch) && !data.Next(_batch)) throw new InvalidOperationException("The training data has no batch");
    }

    private bool IsDue(long every) => every > 0 && Steps % every == 0;

    // What the batch did to running statistics is no damage of an earlier update.
    private Divergence Look()
    {
        if (_model is null) return default;
        _guard!.Restore();
        return Divergence.Find(_model.Store);
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);

    private TrainingDivergedException Diverged(string what, long step, Divergence where)
    {
        string state = where.InValues ? "the parameters are damaged since an earlier update" : $"the parameters are those of step {Steps}";
        string saved = _saved is (string path, long at) ? $"; the checkpoint '{path}' is of step {at}" : "";
        string message = string.Create(CultureInfo.InvariantCulture,
            $"Training diverged at step {step}: {what}{where.Description}: lower the learning rate, clip gradients, or look for bad values in the data; {state}{saved}");
        return new TrainingDivergedException(message) { Step = step, Parameter = where.Parameter, CheckpointPath = _saved?.Path };
    }
}
