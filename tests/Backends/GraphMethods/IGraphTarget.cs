using System;
using System.Collections.Generic;

namespace ModelGen.GraphMethods;

/// <summary>A model of any inputs, outputs and targets on the target that this project is about.</summary>
internal interface IGraphTarget : IDisposable
{
    /// <summary>It has no losses and no gradients.</summary>
    bool OnlyPredicts => false;

    /// <summary>Of the norm of an output.</summary>
    double OutputTolerance => 1e-4;

    /// <summary>The outputs by their names, as the target calls them.</summary>
    IReadOnlyDictionary<string, float[]> Predict(IReadOnlyList<Given> inputs);

    /// <summary>The loss without dropout, by the statistics of the model.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="weights">Of the examples; empty: all weigh the same.</param>
    float ComputeLoss(IReadOnlyList<Given> batch, float[] weights);

    /// <summary>The training loss; what follows is of this batch.</summary>
    /// <param name="batch">Inputs, then targets.</param>
    /// <param name="weights">Of the examples; empty: all weigh the same.</param>
    float ComputeGradients(IReadOnlyList<Given> batch, float[] weights);

    /// <summary>A model of the CPU target with what the other one has: values, statistics, gradients.</summary>
    IModel Download();

    /// <summary>With respect to an input; null where the target does not show it.</summary>
    float[]? InputGradient(int input) => null;
}
