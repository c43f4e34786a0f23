using System;
using System.Globalization;
using ModelGen.Training;

namespace FashionMnistSample;

/// <summary>A line for every measurement.</summary>
internal sealed class Lines : ITrainingCallback
{
    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        if (validated) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}: loss {progress.Loss:0.000}, on test images {progress.ValidationLoss:0.000}, {progress.ExamplesPerSecond:N0} images a second"));
        return true;
    }
}
