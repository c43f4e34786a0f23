using System;

namespace ModelGen.Training;

/// <summary>Ends training when the validation loss has not improved for a number of measurements.</summary>
/// <param name="patience">How many measurements without improvement are borne.</param>
/// <param name="improvement">By how much a loss must be lower than the best to count.</param>
public sealed class EarlyStopping(int patience, float improvement = 0) : ITrainingCallback
{
    private readonly int _patience = patience > 0 ? patience : throw new ArgumentOutOfRangeException(nameof(patience), "Patience is at least 1");
    private int _waited;

    /// <summary>The lowest validation loss so far.</summary>
    public float Best { get; private set; } = float.PositiveInfinity;

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (!validated || progress.ValidationLoss is not float loss) return true;
        if (loss < Best - improvement)
        {
            (Best, _waited) = (loss, 0);
            return true;
        }

        return ++_waited < _patience;
    }
}
