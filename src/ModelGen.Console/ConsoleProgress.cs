using System;
using System.Globalization;
using Spectre.Console;

namespace ModelGen.Training;

/// <summary>Shows the progress of Fit on a terminal: a bar with the time that is left, and a line for each epoch, or for each measurement where training ends at a step. Redirected, it writes the lines alone.</summary>
/// <remarks>Dispose takes the bar away, also after an error; a callback of Fit.</remarks>
public sealed class ConsoleProgress : ITrainingCallback, IDisposable
{
    private readonly IAnsiConsole _console;
    private readonly StatusLine _line;
    private long _epoch;
    private long _epochs;
    private long _firstBatch;
    private TimeSpan _began;

    /// <summary>Shows on standard output.</summary>
    public ConsoleProgress()
        : this(AnsiConsole.Console)
    {
    }

    /// <summary>Shows on a console.</summary>
    /// <param name="console">The console.</param>
    /// <param name="clock">The time; null: the system's.</param>
    public ConsoleProgress(IAnsiConsole console, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(console);
        (_console, _line) = (console, new StatusLine(console, clock ?? TimeProvider.System));
    }

    /// <summary>Makes it what model.Fit shows its progress with, unless something else was chosen before. A project that references the package calls it when it starts.</summary>
    public static void UseByDefault() => FitProgress.Default ??= () => new ConsoleProgress();

    /// <inheritdoc/>
    public bool OnStep(in TrainingProgress progress, bool validated)
    {
        _epochs = progress.Epochs;
        if (progress.Epoch != _epoch)
        {
            // Where the clock of this epoch starts: behind its first batch.
            (_epoch, _firstBatch, _began) = (progress.Epoch, progress.EpochBatch, progress.Elapsed);
        }

        bool isLast = progress.Step >= progress.Steps;
        if (progress.Epochs == 0 && (validated || isLast)) Write(string.Create(CultureInfo.InvariantCulture, $"step {progress.Step}/{progress.Steps}  {Phrases.Time(progress.Elapsed)}  {Values(progress, validated)}"));
        else if (_line.IsDue) Draw(progress);
        return true;
    }

    /// <inheritdoc/>
    public bool OnEpoch(EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_epochs > 0) Write(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}/{_epochs}  {Phrases.Time(epoch.Duration)}  {Phrases.Values(epoch.Loss, epoch.Metrics, epoch.ValidationLoss, epoch.ValidationMetrics)}"));
        return true;
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose() => _line.Clear();

    private static string Values(in TrainingProgress progress, bool validated) =>
        Phrases.Values(progress.Loss, progress.Metrics, validated ? progress.ValidationLoss : null, progress.ValidationMetrics);

    private void Draw(in TrainingProgress progress)
    {
        if (progress.Epochs == 0)
        {
            string at = progress.Steps == long.MaxValue ? Text(progress.Step) : $"{Text(progress.Step)}/{Text(progress.Steps)}";
            _line.Draw("step " + at, progress.Steps == long.MaxValue ? 0 : (double)progress.Step / progress.Steps, Left(progress.Remaining) + Phrases.Values(progress.Loss, progress.Metrics, null, progress.Metrics));
            return;
        }

        double part = progress.EpochBatches == 0 ? 0 : (double)progress.EpochBatch / progress.EpochBatches;
        long done = progress.EpochBatch - _firstBatch;
        TimeSpan left = done > 0 && progress.EpochBatches > 0 ? (progress.Elapsed - _began) * ((double)(progress.EpochBatches - progress.EpochBatch) / done) : TimeSpan.MaxValue;
        string batches = progress.EpochBatches == 0 ? Text(progress.EpochBatch) : $"{Text(progress.EpochBatch)}/{Text(progress.EpochBatches)}";
        _line.Draw($"epoch {Text(progress.Epoch)}/{Text(progress.Epochs)}", part, $"{batches}  {Left(left)}{Phrases.Values(progress.EpochLoss, progress.Metrics, null, progress.Metrics)}");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Left(TimeSpan time) => time == TimeSpan.MaxValue ? "" : Phrases.Left(time) + " left  ";

    private void Write(string line)
    {
        _line.Clear();
        // A line of a log is not to be wrapped at a width that nobody has.
        _console.Profile.Out.Writer.WriteLine(line);
    }
}
