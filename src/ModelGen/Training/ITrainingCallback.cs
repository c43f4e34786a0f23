namespace ModelGen.Training;

/// <summary>Called after every update and every epoch.</summary>
public interface ITrainingCallback
{
    /// <summary>Sees the progress and decides whether training goes on.</summary>
    /// <param name="progress">Where training stands.</param>
    /// <param name="validated">Whether the validation loss was measured at this update. Where only the data knows that an epoch has ended, the last update of one is seen a second time, measured.</param>
    /// <returns>False to end training here.</returns>
    bool OnStep(in TrainingProgress progress, bool validated);

    /// <summary>Sees what an epoch came to, after the call for its last update.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>False to end training here.</returns>
    bool OnEpoch(EpochResult epoch) => true;
}
