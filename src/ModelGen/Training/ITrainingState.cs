using System.Collections.Generic;

namespace ModelGen.Training;

/// <summary>Something beside model and optimizer that remembers from step to step: a schedule or a callback that implements it is part of checkpoints.</summary>
public interface ITrainingState
{
    /// <summary>The name in checkpoints, one of its own for each state of a trainer.</summary>
    string Name { get; }

    /// <summary>Buffers with one number for each parameter value; their names are unique among all states.</summary>
    IReadOnlyList<OptimizerState> Buffers { get; }

    /// <summary>Everything else, as many numbers each time; floats as their bits.</summary>
    ulong[] Numbers { get; set; }
}
