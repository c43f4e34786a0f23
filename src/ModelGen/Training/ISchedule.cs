namespace ModelGen.Training;

/// <summary>The learning rate as a function of the step.</summary>
public interface ISchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">Counted from 0.</param>
    float LearningRate(long step);
}
