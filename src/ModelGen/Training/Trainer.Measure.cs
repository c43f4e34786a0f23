using System;
using System.Threading;
using ModelGen.Data;

namespace ModelGen.Training;

/// <content>Loss and metrics on data that training does not see.</content>
public partial class Trainer<TBatch>
{
    /// <summary>The mean loss over a source from its start: over one epoch, or <paramref name="batches"/> batches if that is less.</summary>
    /// <param name="source">The data: the same batches each time. It is left where it stood, so that it may be what training goes on with.</param>
    /// <param name="batches">The most batches to use.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="ArgumentException">The data is padded with another id than the model's.</exception>
    public float Evaluate(IDataSource<TBatch> source, int batches = int.MaxValue, CancellationToken cancellationToken = default) =>
        Measure(source, MetricSet<TBatch>.Empty, batches, cancellationToken).Loss;

    /// <exception cref="ArgumentException">The model does not show its outputs.</exception>
    private protected MetricSet<TBatch> Shown(MetricSet<TBatch> metrics)
    {
        if (!metrics.IsEmpty && _measurable is null)
        {
            throw new ArgumentException(_model is null
                ? $"Metrics need a model's outputs, which {_session.GetType().Name} does not show: implement IMeasurableSession, or leave Metrics out and measure with Evaluate and what the session predicts"
                : $"Metrics need a model's outputs, which {_model.GetType().Name} does not show: implement IMeasurable, or measure with Evaluate and the model's Predict", nameof(metrics));
        }

        metrics.ClassWeights = ((object?)_model ?? _session) is IClassWeighted weighted ? weighted.ClassWeights.ToArray() : [];
        return metrics;
    }

    private protected Measurement Measure(IDataSource<TBatch> source, MetricSet<TBatch> metrics, int batches, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(batches, 1);
        PaddingId.Check(_model, source, nameof(source));
        _validationBatch ??= new TBatch();
        metrics.Reset();
        using RewoundSource<TBatch> rewound = new(source);
        long most = Math.Min(batches, source.BatchesPerEpoch ?? long.MaxValue);
        double sum = 0, total = 0;
        for (long i = 0; i < most && source.Next(_validationBatch); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ExampleWeights.AreZero(_validationBatch.Weights)) continue;
            // Batches may differ in size, in how many targets count and in their weights: the mean is over all targets.
            Span<bool> counts = metrics.Counts(_validationBatch);
            double weight = _session.TotalWeight(_validationBatch, counts);
            Span<float> outputs = metrics.IsEmpty ? [] : metrics.Outputs(_measurable!.OutputCount(_validationBatch));
            sum += (metrics.IsEmpty ? _session.ComputeLoss(_validationBatch) : _measurable!.ComputeLoss(_validationBatch, outputs)) * weight;
            metrics.Add(outputs, _validationBatch, counts);
            total += weight;
        }

        if (total == 0) throw new InvalidOperationException("The validation data has no batch in which a target counts");
        return new Measurement((float)(sum / total), metrics.Read(isWhole: true));
    }

    private Measurement Validate(FitOptions<TBatch> options, MetricSet<TBatch> heldOut)
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
