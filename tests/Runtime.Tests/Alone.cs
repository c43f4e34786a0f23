using System;
using Xunit;

namespace ModelGen.Runtime.Tests;

/// <summary>Tests that count the allocations of the whole process, or that the load of others would disturb.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Alone";

    /// <summary>Bytes that all threads allocate while <paramref name="action"/> runs once, after a warm-up.</summary>
    internal static long Bytes(Action action)
    {
        for (int i = 0; i < 3; i++) action();
        long least = long.MaxValue;
        for (int i = 0; i < 5 && least > 0; i++)
        {
            // The runtime itself allocates now and then (tiered compilation): the least of a few runs is the action's own.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
