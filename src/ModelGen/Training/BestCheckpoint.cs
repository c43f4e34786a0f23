using System;
using System.Collections.Generic;
using ModelGen.Weights;

namespace ModelGen.Training;

/// <summary>Saves the weights whenever the held-out loss, or a metric, is the best so far. A callback of Fit.</summary>
/// <remarks>The file is a weight file; one that is there is replaced only when all is written. With an average of weights the average is saved, which is what validation measures. With another trainer it starts
/// anew.</remarks>
public sealed class BestCheckpoint : IValidationCallback, ITrainingState, IRunState
{
    private readonly string _path;
    private readonly string? _metric;
    private readonly bool _higherIsBetter;
    private object? _trainer;
    private ParameterStore? _store;
    private WeightAverage? _average;

    /// <summary>Saves to <paramref name="path"/> whenever the held-out loss is the lowest so far.</summary>
    /// <param name="path">The weight file.</param>
    public BestCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <summary>Saves to <paramref name="path"/> whenever a metric on held-out data is the best so far.</summary>
    /// <param name="path">The weight file.</param>
    /// <param name="metric">The name of one of Fit's metrics.</param>
    /// <param name="higherIsBetter">Whether the highest value is the best, or the lowest.</param>
    public BestCheckpoint(string path, string metric, bool higherIsBetter = true)
        : this(path)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        (_metric, _higherIsBetter) = (metric, higherIsBetter);
    }

    /// <summary>The best value so far; NaN before.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>The step at which it was measured; 0 before.</summary>
    public long BestStep { get; private set; }

    /// <inheritdoc/>
    public string Name => "best_checkpoint";

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerState> Buffers => [];

    /// <inheritdoc/>
    public ulong[] Numbers
    {
        get
        {
            ulong best = BitConverter.DoubleToUInt64Bits(Best);
            return [best >> 32, (uint)best, (ulong)BestStep];
        }

        set => (Best, BestStep) = (BitConverter.UInt64BitsToDouble((value[0] << 32) | (uint)value[1]), (long)value[2]);
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (!validated) return true;
        double value = progress.ValidationLoss ?? double.NaN;
        if (_metric is not null && !progress.ValidationMetrics.TryGetValue(_metric, out value))
            throw new InvalidOperationException($"There is no metric '{_metric}' to save the best weights by: give it in FitOptions.Metrics, which has {(progress.ValidationMetrics.Count == 0 ? "none" : string.Join(", ", progress.ValidationMetrics.Keys))}");
        bool isBetter = !double.IsNaN(value) && (double.IsNaN(Best) || (_metric is not null && _higherIsBetter ? value > Best : value < Best));
        if (!isBetter) return true;
        Save();
        (Best, BestStep) = (value, progress.Step);
        return true;
    }

    void IRunState.Attach(object trainer, ParameterStore? store, WeightAverage? average)
    {
        _store = store ?? throw new InvalidOperationException("This trainer drives a session, which keeps its parameters to itself: save the best weights with the session's own means");
        _average = average;
        if (_trainer == trainer) return;
        (_trainer, Best, BestStep) = (trainer, double.NaN, 0);
    }

    private void Save()
    {
        _average?.Swap();
        try
        {
            WeightFile.Save(_store!, _path);
        }
        finally
        {
            _average?.Swap();
        }
    }
}
