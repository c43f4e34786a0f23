using System;
using System.Diagnostics;
using System.Threading;

namespace ModelGen.Benchmarks.Ide;

/// <summary>An edit and what runs after it, again and again. One thread, whatever is asked for.</summary>
internal sealed class IdeCase(string name, Func<EditedProject> open, Func<IIdeSubject> create, bool elsewhere) : ICase
{
    private const double SecondsOfWarmUp = 2;
    private const int MinimumWarmUpTurns = 200;
    private const int DefaultRepetitions = 300;

    public Measurement Measure(int threads, int repetitions)
    {
        EditedProject project = open();
        IIdeSubject subject = create();
        subject.Run(project);
        WarmUp(project, subject);

        int count = repetitions > 0 ? repetitions : DefaultRepetitions;
        double[] times = new double[count];
        int recomputed = 0;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++)
        {
            IdeRun run = Turn(project, subject);
            times[i] = run.Milliseconds;
            recomputed = Math.Max(recomputed, run.Recomputed);
        }

        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;
        Array.Sort(times);
        return new Measurement(name, 1, Math.Round(times[count / 2], 3), Math.Round(times[0], 3), null, allocated, Recomputed: recomputed, P99Ms: Math.Round(times[count * 99 / 100], 3));
    }

    private IdeRun Turn(EditedProject project, IIdeSubject subject)
    {
        if (elsewhere)
        {
            project.EditElsewhere();
        }
        else
        {
            project.EditModel();
        }

        return subject.Run(project);
    }

    /// <summary>Both kinds of edit, so that all code is compiled before the clock runs.</summary>
    private void WarmUp(EditedProject project, IIdeSubject subject)
    {
        long start = Stopwatch.GetTimestamp();
        for (int turn = 0; turn < MinimumWarmUpTurns || Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsOfWarmUp; turn++)
        {
            project.EditModel();
            subject.Run(project);
            if (turn == MinimumWarmUpTurns / 2)
            {
                Thread.Sleep(150);
            }
        }

        Turn(project, subject);
    }
}
