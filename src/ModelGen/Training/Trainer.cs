using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Data;

namespace ModelGen.Training;

/// <summary>Trains a model: gradients, clipping, updates; a loop over data with validation, progress and checkpoints.</summary>
/// <remarks>One thread at a time. A step allocates nothing once buffers have their size. Between steps the model's gradients
/// are the trainer's: an update leaves them 0 and the next step adds to them.</remarks>
/// <typeparam name="TBatch">The type of batches: for a model of one input and one target see <see cref="Trainer{TInput, TTarget}"/>.</typeparam>
public partial class Trainer<TBatch>
    where TBatch : class, IBatch<TBatch>, new()
{
    private readonly TrainerOptions _options;
    private readonly ITrainingSession<TBatch> _session;
    private readonly ITrainable<TBatch>? _model;
    private readonly Optimizer? _optimizer;
    private readonly StoreSession<TBatch>? _own;
    private readonly StatisticsGuard? _guard;
    private readonly TBatch _batch = new();
    private TBatch? _validationBatch;
    private readonly List<ITrainingState> _states = [];
    private readonly EpochMeter _epoch = new();
    private readonly List<EpochResult> _ended = []; // with the update that runs
    private readonly IMeasurableSession<TBatch>? _measurable;
    private MetricSet<TBatch> _metrics = MetricSet<TBatch>.Empty;
    private double _lossSum; // of the update that runs, each batch by its weight
    private double _weightSum;
    private double _unit; // the weight of a batch whose gradients are there unscaled; 0: none are there
    private double _weight; // of the last batch
    private bool _isClean;
    private (string Path, long Step)? _saved;

    /// <summary>A trainer of <paramref name="model"/>; gradients that the store holds are dropped at the first step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">An optimizer of the model's own store.</param>
    /// <param name="options">Schedule, clipping, accumulation.</param>
    public Trainer(ITrainable<TBatch> model, Optimizer optimizer, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (optimizer.Store != model.Store) throw new ArgumentException("The optimizer was made for another model: make it with this model's Store", nameof(optimizer));
        (_model, _optimizer, _options) = (model, optimizer, Check(options));
        _session = _own = new StoreSession<TBatch>(model, optimizer, _options.Team);
        _guard = new StatisticsGuard(model.Store);
        _measurable = model is IMeasurable<TBatch> ? _own : null;
        _states.Add(_epoch);
        if (_options.AverageDecay > 0) _states.Add(Average = new WeightAverage(model.Store, _options.AverageDecay, _options.Team));
        Attach(_options.Schedule);
    }

    /// <summary>A trainer of a model that keeps its parameters and optimizer to itself, such as one of the TorchSharp target.</summary>
    /// <param name="session">The model with its optimizer.</param>
    /// <param name="options">Schedule, clipping, accumulation.</param>
    /// <remarks><see cref="Model"/>, <see cref="Optimizer"/> and checkpoints are for models with a <see cref="ParameterStore"/>.</remarks>
    public Trainer(ITrainingSession<TBatch> session, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _measurable, _options) = (session, session as IMeasurableSession<TBatch>, Check(options));
        if (_options.AverageDecay > 0) throw NoStore();
        Attach(_options.Schedule);
    }

    /// <summary>The model.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public ITrainable<TBatch> Model => _model ?? throw NoStore();

    /// <summary>The optimizer.</summary>
    /// <exception cref="InvalidOperationException">The trainer was made with a session.</exception>
    public Optimizer Optimizer => _optimizer ?? throw NoStore();

    /// <summary>The moving average of the weights; null without <see cref="TrainerOptions.AverageDecay"/>.</summary>
    public WeightAverage? Average { get; }

    /// <summary>What checkpoints save beside: the average, the schedule and the callbacks that have state.</summary>
    public IReadOnlyList<ITrainingState> States => _states;

    /// <summary>Updates so far.</summary>
    public long Steps { get; internal set; }

    /// <summary>Epochs of <see cref="Fit"/> that have ended.</summary>
    public long Epochs => _epoch.Ended;

    /// <summary>Batches whose gradients wait for the rest of an update (accumulation).</summary>
    public int PendingBatches { get; private set; }

    /// <summary>The mean loss of the last update's batches.</summary>
    public float Loss { get; private set; }

    /// <summary>The gradients' global norm at the last update, before clipping; 0 when nothing clips.</summary>
    public float GradientNorm { get; private set; }

    /// <summary>The data of the last <see cref="Fit"/>, whose position a checkpoint saves.</summary>
    public IDataSource<TBatch>? Data { get; set; }

    /// <summary>Adds one batch's gradients and, when <see cref="TrainerOptions.Accumulation"/> of them are there, updates the parameters.</summary>
    /// <returns>The batch's mean loss, before the update; 0 where no example has any weight.</returns>
    /// <exception cref="TrainingDivergedException">The loss, a gradient or a running statistic is not finite, or the update would leave such a number.</exception>
    /// <remarks>After an exception, whichever it is, parameters, buffers and the optimizer's state are bit for bit what they were after the last update, and batches
    /// that waited for the rest of this one are dropped. Batches of one update count by the weight of their targets, as if they were one.</remarks>
    public float Step(TBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (PendingBatches == 0)
        {
            if (!_isClean) _session.ZeroGradients();
            (_lossSum, _weightSum, _unit) = (0, 0, 0);
            _guard?.Keep();
        }

        _isClean = false;
        try
        {
            float loss = AddGradients(batch);
            if (!float.IsFinite(loss)) throw Diverged($"the loss is {Text(loss)}", Steps + 1, Look());
            if (_guard?.Look() is { } damage) throw Diverged("the batch's statistics are not finite", Steps + 1, damage);
            _lossSum += loss * _weight;
            _weightSum += _weight;
            if (++PendingBatches == _options.Accumulation) Update(loss);
            return loss;
        }
        catch
        {
            _guard?.Restore();
            DropPending();
            throw;
        }
    }

    private float AddGradients(TBatch batch)
    {
        Span<bool> counts = _metrics.Counts(batch);
        if (ExampleWeights.AreZero(batch.Weights))
        {
            _weight = 0;
            return 0;
        }

        bool waits = PendingBatches > 0;
        if (waits) Weigh(batch, counts);
        float scale = 1f / _options.Accumulation;
        float loss = _metrics.IsEmpty ? _session.ComputeGradients(batch, scale) : _measurable!.ComputeGradients(batch, scale, _metrics.Outputs(_measurable!.OutputCount(batch)));
        if (!waits) Weigh(batch, counts);
        if (!_metrics.IsEmpty) _metrics.Add(_metrics.Outputs(_measurable!.OutputCount(batch)), batch, counts);
        return loss;
    }

    // Gradients that wait are brought to this batch's weight, so that those of batches that weigh the same (most do) are left alone.
    private void Weigh(TBatch batch, Span<bool> counts)
    {
        _weight = _session.TotalWeight(batch, counts);
        if (_weight == 0) return;
        if (_unit != 0 && _unit != _weight) _session.ScaleGradients((float)(_unit / _weight));
        _unit = _weight;
    }

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

    // A checkpoint of damaged weights would replace a good one.
    private void Save(FitOptions<TBatch> options)
    {
        if (options.CheckpointPath is null) return;
        if (Checkpoint.FindDamage(this) is { } damage) throw Diverged("there are numbers that are not finite", Steps, damage);
        Checkpoint.Save(options.CheckpointPath, this);
        _saved = (options.CheckpointPath, Steps);
    }

    private void Update(float last)
    {
        if (_weightSum != _unit * _options.Accumulation) _session.ScaleGradients((float)(_unit * _options.Accumulation / _weightSum));
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
        Loss = _weightSum == 0 ? last : (float)(_lossSum / _weightSum);
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
