using System;
using System.Globalization;
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
    private readonly Batch<TInput, TTarget> _batch = new();
    private Batch<TInput, TTarget>? _validationBatch;
    private double _lossSum;
    private bool _isClean;

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
        _session = new StoreSession<TInput, TTarget>(model, optimizer, _options.Team);
    }

    /// <summary>A trainer of a model that keeps its parameters and optimizer to itself, such as one of the TorchSharp target.</summary>
    /// <param name="session">The model with its optimizer.</param>
    /// <param name="options">Schedule, clipping, accumulation.</param>
    /// <remarks><see cref="Model"/>, <see cref="Optimizer"/> and checkpoints are for models with a <see cref="ParameterStore"/>.</remarks>
    public Trainer(ITrainingSession<TInput, TTarget> session, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _options) = (session, Check(options));
    }

    /// <summary>The model.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public ITrainable<TInput, TTarget> Model => _model ?? throw NoStore();

    /// <summary>The optimizer.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public Optimizer Optimizer => _optimizer ?? throw NoStore();

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
    /// <exception cref="TrainingDivergedException">The loss or the gradients are not finite; the parameters are as before.</exception>
    public float Step(ReadOnlyTensorSpan<TInput> input, ReadOnlyTensorSpan<TTarget> target)
    {
        if (PendingBatches == 0)
        {
            if (!_isClean) _session.ZeroGradients();
            _lossSum = 0;
        }

        _isClean = false;
        float loss = _session.ComputeGradients(input, target, 1f / _options.Accumulation);
        if (!float.IsFinite(loss)) throw Diverged("loss", loss);
        _lossSum += loss;
        if (++PendingBatches == _options.Accumulation) Update();
        return loss;
    }

    /// <summary>The mean loss over a source from its start: over one epoch, or <paramref name="batches"/> batches if that is less.</summary>
    /// <param name="source">The data; it is reset, to the same batches each time.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public float Evaluate(IDataSource<TInput, TTarget> source, int batches = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        _validationBatch ??= new Batch<TInput, TTarget>();
        source.Reset(0);
        double sum = 0;
        long targets = 0;
        for (int i = 0; i < batches && source.Next(_validationBatch); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Batches may differ in size: the mean is over targets.
            int count = _validationBatch.Target.Length;
            sum += (double)_session.ComputeLoss(_validationBatch.InputTensor, _validationBatch.TargetTensor) * count;
            targets += count;
        }

        return targets == 0 ? throw new InvalidOperationException("The validation data has no batch") : (float)(sum / targets);
    }

    /// <summary>Trains up to <see cref="FitOptions{TInput, TTarget}.Steps"/> updates.</summary>
    /// <param name="data">The data; it goes on from where it stands, epoch after epoch.</param>
    /// <param name="options">The number of steps and what to do beside.</param>
    /// <param name="cancellationToken">Ends training between two updates.</param>
    /// <returns>The state after the last update.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the trainer's state is whole, the checkpoint written, and Fit may be called again.</exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradients are not finite; the parameters are those before the update.</exception>
    public TrainingProgress Fit(IDataSource<TInput, TTarget> data, FitOptions<TInput, TTarget> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        if (ReferenceEquals(data, options.Validation)) throw new ArgumentException("Training and validation share one data source: measuring would reset the training data; make two", nameof(options));
        if (options.CheckpointPath is not null && _model is null) throw NoStore();
        Data = data;
        FitMeter meter = new(Steps, options.Steps);
        TrainingProgress progress = meter.Read(Steps, Loss, null, _session.LearningRate, GradientNorm);
        bool goesOn = Steps < options.Steps;
        while (goesOn)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                if (options.CheckpointPath is not null) Checkpoint.Save(options.CheckpointPath, this);
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
            if (validates) meter.Validate(Evaluate(options.Validation!, options.ValidationBatches, CancellationToken.None));
            progress = meter.Read(Steps, Loss, meter.ValidationLoss, _session.LearningRate, GradientNorm);
            if (isLast || IsDue(options.ProgressEvery)) options.Progress?.Report(progress);
            goesOn = !isLast;
            foreach (ITrainingCallback callback in options.Callbacks) goesOn &= callback.OnStep(progress, validates);
            if (options.CheckpointPath is not null && (!goesOn || IsDue(options.CheckpointEvery))) Checkpoint.Save(options.CheckpointPath, this);
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

    private void Update()
    {
        if (_options.ClipNorm > 0)
        {
            GradientNorm = _session.ClipGradients(_options.ClipNorm);
            if (!float.IsFinite(GradientNorm)) throw Diverged("gradients' norm", GradientNorm);
        }

        if (_options.Schedule is not null) _session.LearningRate = _options.Schedule.LearningRate(Steps);
        _session.Update();
        Loss = (float)(_lossSum / _options.Accumulation);
        (PendingBatches, _isClean) = (0, true);
        Steps++;
    }

    private static TrainerOptions Check(TrainerOptions? options)
    {
        options ??= new TrainerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Accumulation, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ClipNorm, nameof(options));
        return options;
    }

    private static InvalidOperationException NoStore() =>
        new("This trainer drives a session, which keeps its parameters and optimizer to itself: use those objects, and save the weights with them instead of a checkpoint");

    private void NextBatch(IDataSource<TInput, TTarget> data)
    {
        // Two ends in a row: the source is empty.
        if (!data.Next(_batch) && !data.Next(_batch)) throw new InvalidOperationException("The training data has no batch");
    }

    private bool IsDue(long every) => every > 0 && Steps % every == 0;

    private TrainingDivergedException Diverged(string what, double value)
    {
        DropPending();
        return new TrainingDivergedException(string.Create(CultureInfo.InvariantCulture,
            $"Training diverged at step {Steps + 1}: the {what} is {value}: lower the learning rate, clip gradients, or look for bad values in the data; the parameters are those of step {Steps}"));
    }
}
