using System;
using System.Globalization;
using System.Numerics.Tensors;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.Cpu;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Trains a model: gradients, clipping, updates; a loop over data with validation, progress and checkpoints.</summary>
/// <remarks>One thread at a time. A step allocates nothing once buffers have their size. Between steps the store's gradients
/// are the trainer's: an update leaves them 0 and the next step adds to them.</remarks>
/// <typeparam name="TInput">The element type of inputs.</typeparam>
/// <typeparam name="TTarget">The element type of targets.</typeparam>
public sealed class Trainer<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly TrainerOptions _options;
    private readonly NormReduction _norm = new();
    private readonly ThreadTeam _team;
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
        (Model, Optimizer, _options) = (model, optimizer, options ?? new TrainerOptions());
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Accumulation, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.ClipNorm, nameof(options));
        _team = _options.Team ?? ThreadTeam.Shared;
    }

    /// <summary>The model.</summary>
    public ITrainable<TInput, TTarget> Model { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

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
            if (!_isClean) Model.Store.ZeroGradients();
            _lossSum = 0;
        }

        _isClean = false;
        float loss = Model.ComputeGradients(input, target);
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
            sum += (double)Model.ComputeLoss(_validationBatch.InputTensor, _validationBatch.TargetTensor) * count;
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
        Data = data;
        FitMeter meter = new(Steps, options.Steps);
        TrainingProgress progress = meter.Read(Steps, Loss, null, Optimizer.LearningRate, GradientNorm);
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
            progress = meter.Read(Steps, Loss, meter.ValidationLoss, Optimizer.LearningRate, GradientNorm);
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
        Span<float> gradients = Model.Store.Gradients;
        float scale = 1f / _options.Accumulation;
        if (_options.ClipNorm > 0)
        {
            double norm = _norm.Norm(_team, gradients) * scale;
            GradientNorm = (float)norm;
            if (!double.IsFinite(norm)) throw Diverged("gradients' norm", norm);
            scale *= (float)Math.Min(1, _options.ClipNorm / (norm + 1e-6));
        }

        if (_options.Schedule is not null) Optimizer.LearningRate = _options.Schedule.LearningRate(Steps);
        Optimizer.Step(scale, clearGradients: true);
        Loss = (float)(_lossSum / _options.Accumulation);
        (PendingBatches, _isClean) = (0, true);
        Steps++;
    }

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
