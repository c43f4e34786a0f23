using System;
using Spectre.Console;

namespace CharGptSample;

/// <summary>Chooses the view that fits where the output goes.</summary>
internal static class TrainingView
{
    /// <summary>A bar on a terminal; plain lines in a file or a pipe.</summary>
    public static ITrainingView Create() =>
        !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true } ? new BarView() : new LinesView();
}
