namespace ModelGen.Training;

/// <summary>The same learning rate at every step.</summary>
/// <param name="rate">The rate.</param>
public sealed class ConstantSchedule(float rate) : ISchedule
{
    /// <inheritdoc/>
    public float LearningRate(long step) => rate;
}
