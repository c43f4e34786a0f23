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

    /// <summary>Bytes that one run of <paramref name="action"/> allocates on all threads, after a warm-up.</summary>
    /// <remarks>
    /// The calling thread's count is the action's own, and the largest of all runs. Other threads are also the runtime's and the test runner's, which allocate now
    /// and then: there it is the least of runs that lie apart in time, and what the action does every time is in all of them.
    /// </remarks>
    internal static long Bytes(Action action)
    {
        const int Runs = 20;
        for (int i = 0; i < 3; i++) action();
        long least = long.MaxValue, own = 0;
        for (int i = 0; i < Runs && least > 0; i++)
        {
            if (i > 0) Thread.Sleep(10);
            long before = GC.GetTotalAllocatedBytes(precise: true), ownBefore = GC.GetAllocatedBytesForCurrentThread();
            action();
            own = Math.Max(own, GC.GetAllocatedBytesForCurrentThread() - ownBefore);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return Math.Max(least, own);
    }
}
