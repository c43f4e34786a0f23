using System;
using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>The rate is multiplied by a factor whenever the validation loss has not improved for a number of measurements.</summary>
/// <remarks>Give it as <see cref="TrainerOptions.Schedule"/>: the trainer shows it the measurements of Fit. Part of checkpoints. With another trainer it starts anew.</remarks>
public sealed class PlateauSchedule : ISchedule, IValidationCallback, ITrainingState, IRunState
{
    private readonly float _first;
    private readonly float _factor;
    private readonly int _patience;
    private readonly float _improvement;
    private readonly float _floor;
    private object? _trainer;
    private float _rate;
    private int _waited;

    /// <summary>A schedule that starts with <paramref name="rate"/>.</summary>
    /// <param name="rate">The first rate.</param>
    /// <param name="factor">What the rate is multiplied by, below 1.</param>
    /// <param name="patience">The measurements in a row without improvement that bring the rate down.</param>
    /// <param name="improvement">By how much a loss must be lower than the best to count.</param>
    /// <param name="floor">The lowest rate.</param>
    public PlateauSchedule(float rate, float factor = 0.1f, int patience = 10, float improvement = 0, float floor = 0)
    {
        Positive.OrZero(rate);
        Positive.BelowOne(factor);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        Positive.OrZero(improvement);
        Positive.OrZero(floor);
        (_first, _rate, _factor, _patience, _improvement, _floor) = (rate, rate, factor, patience, improvement, floor);
    }

    /// <summary>The lowest validation loss so far.</summary>
    public float Best { get; private set; } = float.PositiveInfinity;

    /// <inheritdoc/>
    public string Name => "plateau";

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerState> Buffers => [];

    /// <inheritdoc/>
    public ulong[] Numbers
    {
        get => [BitConverter.SingleToUInt32Bits(_rate), BitConverter.SingleToUInt32Bits(Best), (ulong)_waited];
        set => (_rate, Best, _waited) = (BitConverter.UInt32BitsToSingle((uint)value[0]), BitConverter.UInt32BitsToSingle((uint)value[1]), (int)value[2]);
    }

    void IRunState.Attach(object trainer, ParameterStore? store, WeightAverage? average)
    {
        if (_trainer == trainer) return;
        (_trainer, _rate, Best, _waited) = (trainer, _first, float.PositiveInfinity, 0);
    }

    /// <inheritdoc/>
    public float LearningRate(long step) => _rate;

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (!validated || progress.ValidationLoss is not float loss) return true;
        if (loss < Best - _improvement)
        {
            (Best, _waited) = (loss, 0);
        }
        else if (++_waited >= _patience)
        {
            (_rate, _waited) = (Math.Max(_floor, _rate * _factor), 0);
        }

        return true;
    }
}
