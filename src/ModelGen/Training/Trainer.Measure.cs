using System;
using System.Collections.Generic;
using System.Numerics.Tensors;
using System.Threading;
using ModelGen.Data;

namespace ModelGen.Training;

/// <content>Loss and metrics on data that training does not see.</content>
public sealed partial class Trainer<TInput, TTarget>
{
    /// <summary>The mean loss over a source from its start: over one epoch, or <paramref name="batches"/> batches if that is less.</summary>
    /// <param name="source">The data: the same batches each time. It is left where it stood, so that it may be what training goes on with.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="ArgumentException">The data is padded with another id than the model's.</exception>
    public float Evaluate(IDataSource<TInput, TTarget> source, int batches = int.MaxValue, CancellationToken cancellationToken = default) =>
        Measure(source, new MetricSet<TTarget>([]), batches, cancellationToken).Loss;

    /// <summary><see cref="Evaluate"/> with metrics.</summary>
    /// <param name="source">The data: the same batches each time. It is left where it stood.</param>
    /// <param name="metrics">What to measure beside the loss.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="ArgumentException">The model does not show its outputs.</exception>
    public Measurement Measure(IDataSource<TInput, TTarget> source, IReadOnlyList<Metric<TTarget>> metrics, int batches = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Measure(source, MetricsOf(metrics), batches, cancellationToken);
    }

    private MetricSet<TTarget> MetricsOf(IReadOnlyList<Metric<TTarget>> metrics)
    {
        if (metrics.Count > 0 && _measurable is null)
            throw new ArgumentException($"Metrics need a model's outputs, which {(_model is null ? "a session" : _model.GetType().Name)} does not show: implement IMeasurable, or measure with Evaluate and the model's Predict", nameof(metrics));
        return new MetricSet<TTarget>(metrics);
    }

    private Measurement Measure(IDataSource<TInput, TTarget> source, MetricSet<TTarget> metrics, int batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        PaddingId.Check(_model, source, nameof(source));
        _validationBatch ??= new Batch<TInput, TTarget>();
        metrics.Reset();
        using RewoundSource<TInput, TTarget> rewound = new(source);
        long most = Math.Min(batches, source.BatchesPerEpoch ?? long.MaxValue), targets = 0;
        double sum = 0;
        for (long i = 0; i < most && source.Next(_validationBatch); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlyTensorSpan<TInput> input = _validationBatch.InputTensor;
            ReadOnlyTensorSpan<TTarget> target = _validationBatch.TargetTensor;
            // Batches may differ in size and in how many targets count: the mean is over those.
            Span<bool> counts = metrics.Counts(_validationBatch.Target.Length);
            int count = _session.CountTargets(input, target, counts);
            Span<float> outputs = metrics.IsEmpty ? [] : metrics.Outputs(_measurable!.OutputCount(input.Lengths));
            sum += (double)(metrics.IsEmpty ? _session.ComputeLoss(input, target) : _measurable!.ComputeLoss(input, target, outputs)) * count;
            metrics.Add(outputs, _validationBatch.Target, _validationBatch.Examples, counts);
            targets += count;
        }

        if (targets == 0) throw new InvalidOperationException("The validation data has no batch in which a target counts");
        return new Measurement((float)(sum / targets), metrics.Read(isWhole: true));
    }

    private Measurement Validate(FitOptions<TInput, TTarget> options, MetricSet<TTarget> heldOut)
    {
        Average?.Swap();
        try
        {
            return Measure(options.Validation!, heldOut, options.ValidationBatches, CancellationToken.None);
        }
        finally
        {
            Average?.Swap();
        }
    }
}
