namespace ModelGen.Training;

/// <summary>A schedule or callback that counts or keeps something in the course of one run.</summary>
internal interface IRunState
{
    /// <summary>Called before each Fit and each resume: with a trainer other than the last one it starts anew, with the same it goes on.</summary>
    /// <param name="trainer">Whose run it is.</param>
    /// <param name="store">The weights; null where the trainer cannot see them.</param>
    /// <param name="average">What validation measures, if there is one.</param>
    void Attach(object trainer, ParameterStore? store, WeightAverage? average);
}
