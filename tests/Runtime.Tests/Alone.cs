using System;
using System.Threading;
using Xunit;

namespace ModelGen.Runtime.Tests;

/// <summary>Tests that count the allocations of the whole process, or that the load of others would disturb.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Alone";

    private const int WarmUps = 3, MostSeries = 3, RunsOfASeries = 20;

    /// <summary>How often <see cref="Bytes"/> runs its action at most, on a busy machine.</summary>
    internal const int MostRuns = WarmUps + (MostSeries * RunsOfASeries);

    /// <summary>Bytes that one run of <paramref name="action"/> allocates on all threads, after a warm-up.</summary>
    /// <remarks>
    /// The calling thread's count is the action's own, and the largest of all runs; what is there in only one of three such series is the runtime's, not
    /// the action's (a busy machine showed it once). Other threads are also the runtime's and the test runner's, which allocate now and then: there it is
    /// the least of runs that lie apart in time, and what the action does every time is in all of them.
    /// </remarks>
    internal static long Bytes(Action action)
    {
        for (int i = 0; i < WarmUps; i++) action();
        long least = long.MaxValue, own = long.MaxValue;
        for (int series = 0; series < MostSeries && own > 0; series++)
        {
            (long all, long largest) = Series(action);
            (least, own) = (Math.Min(least, all), Math.Min(own, largest));
        }

        return Math.Max(least, own);
    }

    /// <summary>The least that all threads allocated in a run, and the most that this thread did.</summary>
    private static (long All, long Own) Series(Action action)
    {
        long least = long.MaxValue, own = 0;
        for (int i = 0; i < RunsOfASeries && least > 0; i++)
        {
            if (i > 0) Thread.Sleep(10);
            long before = GC.GetTotalAllocatedBytes(precise: true), ownBefore = GC.GetAllocatedBytesForCurrentThread();
            action();
            own = Math.Max(own, GC.GetAllocatedBytesForCurrentThread() - ownBefore);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return (least, own);
    }
}
