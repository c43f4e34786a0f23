namespace ModelGen.Training;

/// <summary>The same learning rate at every step.</summary>
/// <param name="rate">The rate.</param>
public sealed class ConstantSchedule(float rate) : ISchedule
{
    private readonly float _rate = Positive.OrZero(rate);

    /// <inheritdoc/>
    public float LearningRate(long step) => _rate;
}
