using System;
using System.Globalization;
using ModelGen.Evaluation;
using Spectre.Console;

namespace ModelGen.Training;

/// <summary>Shows on a terminal how far <see cref="Predictions"/> have come; nothing where output is redirected.</summary>
public sealed class PredictionBar : IProgress<PredictionProgress>
{
    private readonly StatusLine _line;

    /// <summary>Shows on standard output.</summary>
    public PredictionBar()
        : this(AnsiConsole.Console)
    {
    }

    /// <summary>Shows on a console.</summary>
    /// <param name="console">The console.</param>
    /// <param name="clock">The time; null: the system's.</param>
    public PredictionBar(IAnsiConsole console, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(console);
        _line = new StatusLine(console, clock ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Report(PredictionProgress value)
    {
        if (value.IsDone)
        {
            _line.Clear();
        }
        else if (_line.IsDue)
        {
            double part = value.Batches is long batches and > 0 ? (double)value.Batch / batches : 0;
            string left = part > 0 ? Phrases.Left(value.Elapsed * ((1 - part) / part)) + " left" : "";
            _line.Draw("predict", part, string.Create(CultureInfo.InvariantCulture, $"{value.Examples:N0} examples  {left}"));
        }
    }
}
