using System;
using System.Globalization;
using ModelGen.Training;

namespace ModelGen.Samples;

/// <summary>A line for every measurement.</summary>
/// <param name="examples">What an example is called, in the plural.</param>
internal sealed class Lines(string examples) : ITrainingCallback
{
    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (validated) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}: loss {progress.Loss:0.000}, on held-out {examples} {progress.ValidationLoss:0.000}, {progress.ExamplesPerSecond:N0} {examples} a second"));
        return true;
    }
}
