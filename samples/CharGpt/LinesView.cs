using System;
using System.Diagnostics;

namespace CharGptSample;

/// <summary>A line every few seconds, for files and pipes.</summary>
internal sealed class LinesView : ITrainingView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Show(Action<Action<Status>> train)
    {
        Stopwatch sinceLast = Stopwatch.StartNew();
        bool first = true;
        train(status =>
        {
            if (!first && status.Used < 1 && sinceLast.Elapsed < Every) return;
            first = false;
            sinceLast.Restart();
            Console.WriteLine(FormattableString.Invariant($"{status.Used,4:0%} {status}"));
        });
    }
}
