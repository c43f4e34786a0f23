using System;

namespace ModelGen.Training;

/// <summary>What shows progress where nobody asked for anything else.</summary>
public static class FitProgress
{
    /// <summary>Makes what <see cref="FitExtensions"/> shows its progress with; null: nothing is shown. The package ModelGen.Console sets it to a progress bar.</summary>
    /// <remarks>One that is <see cref="IDisposable"/> is disposed when training ends, however it ends.</remarks>
    public static Func<ITrainingCallback>? Default { get; set; }
}
