using System;
using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>Ends training when the validation loss has not improved for a number of measurements.</summary>
/// <remarks>Made to restore, it keeps a copy of the weights that measured best and puts them back when training ends, because of it or at the last step. The
/// optimizer keeps its state: a checkpoint saved then holds the best weights. A cancelled run is not touched, so that it can go on. With another trainer it starts
/// anew; a second Fit of the same trainer goes on with the best loss so far and waits anew if the first was ended here.</remarks>
public sealed class EarlyStopping : IValidationCallback, ITrainingState, IRunState
{
    private readonly int _patience;
    private readonly float _improvement;
    private readonly bool _restores;
    private object? _trainer;
    private ParameterStore? _store;
    private WeightAverage? _average;
    private OptimizerState? _best;
    private float[] _bestBuffers = []; // running statistics
    private int _waited;

    /// <summary>Waits for <paramref name="patience"/> measurements.</summary>
    /// <param name="patience">How many measurements without improvement are borne.</param>
    /// <param name="improvement">By how much a loss must be lower than the best to count.</param>
    /// <param name="restoresBest">Whether the best weights are put back at the end; costs a copy of the weights.</param>
    public EarlyStopping(int patience, float improvement = 0, bool restoresBest = false)
    {
        if (patience <= 0) throw new ArgumentOutOfRangeException(nameof(patience), "Patience is at least 1");
        Positive.OrZero(improvement);
        (_patience, _improvement, _restores) = (patience, improvement, restoresBest);
    }

    /// <summary>The lowest validation loss so far.</summary>
    public float Best { get; private set; } = float.PositiveInfinity;

    /// <summary>The step at which it was measured; 0 before.</summary>
    public long BestStep { get; private set; }

    /// <inheritdoc/>
    public string Name => "early_stopping";

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerState> Buffers => _best is null ? [] : [_best];

    /// <inheritdoc/>
    public ulong[] Numbers
    {
        get => [BitConverter.SingleToUInt32Bits(Best), (ulong)BestStep, (ulong)_waited, .. Array.ConvertAll(_bestBuffers, number => (ulong)BitConverter.SingleToUInt32Bits(number))];
        set
        {
            (Best, BestStep, _waited) = (BitConverter.UInt32BitsToSingle((uint)value[0]), (long)value[1], (int)value[2]);
            for (int i = 0; i < _bestBuffers.Length; i++) _bestBuffers[i] = BitConverter.UInt32BitsToSingle((uint)value[3 + i]);
        }
    }

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        bool goesOn = true;
        if (validated && progress.ValidationLoss is float loss)
        {
            if (loss < Best - _improvement) Keep(loss, progress.Step);
            else goesOn = ++_waited < _patience;
        }

        // Who asks for more training after this wants it to wait anew.
        if (!goesOn) _waited = 0;

        if (!goesOn || progress.Step >= progress.Steps) RestoreBest();
        return goesOn;
    }

    // What validation measures is what is kept, so an average if there is one.
    void IRunState.Attach(object trainer, ParameterStore? store, WeightAverage? average)
    {
        if (_trainer == trainer) return;
        (_trainer, Best, BestStep, _waited) = (trainer, float.PositiveInfinity, 0, 0);
        if (!_restores) return;
        _store = store ?? throw new InvalidOperationException("This trainer drives a session, which keeps its parameters to itself: make EarlyStopping without restoresBest, and restore with the session's own means");
        (_average, _best, _bestBuffers) = (average, new OptimizerState("best", store), new float[store.BufferValues.Length]);
    }

    private void Keep(float loss, long step)
    {
        (Best, BestStep, _waited) = (loss, step, 0);
        if (_best is null) return;
        if (_average is null) _best.CopyFrom(_store!);
        else _average.CopyTo(_best);
        _store!.BufferValues.CopyTo(_bestBuffers);
    }

    private void RestoreBest()
    {
        if (_best is null || BestStep == 0) return;
        _best.CopyTo(_store!);
        _bestBuffers.CopyTo(_store!.BufferValues);
    }
}
