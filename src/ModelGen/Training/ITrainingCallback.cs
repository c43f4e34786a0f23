namespace ModelGen.Training;

/// <summary>Called after every update.</summary>
public interface ITrainingCallback
{
    /// <summary>Sees the progress and decides whether training goes on.</summary>
    /// <param name="progress">Where training stands.</param>
    /// <param name="validated">Whether the validation loss was measured at this update.</param>
    /// <returns>False to end training here.</returns>
    bool OnStep(in TrainingProgress progress, bool validated);
}
