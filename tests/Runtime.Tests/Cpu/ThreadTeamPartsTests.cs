using System;
using System.IO;
using System.Linq;
using System.Threading;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>Parts of very different length on a team: what reads files.</summary>
public sealed class ThreadTeamPartsTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(2, 8)]
    [InlineData(5, 2)]
    [InlineData(3, 1)]
    public void EveryPartIsDoneOnceByNoMoreThreadsThanAllowed(int threads, int mostThreads)
    {
        using ThreadTeam team = new(threads);
        foreach (int count in new[] { 0, 1, 2, 7, 300 })
        {
            int[] done = new int[count];
            int now = 0, most = 0;
            team.ForEach(count, part =>
            {
                int working = Interlocked.Increment(ref now);
                for (int seen = Volatile.Read(ref most); working > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, working, seen);
                if (part % 50 == 0) Thread.Sleep(1);
                Interlocked.Increment(ref done[part]);
                Interlocked.Decrement(ref now);
            }, mostThreads);
            Assert.All(done, times => Assert.Equal(1, times));
            Assert.InRange(most, Math.Min(count, 1), Math.Min(threads, mostThreads));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnErrorIsThrownAsItIsAndEndsTheRest(int threads)
    {
        using ThreadTeam team = new(threads);
        int done = 0;
        IOException thrown = Assert.Throws<IOException>(() => team.ForEach(10_000, part =>
        {
            if (part == 3) throw new IOException("part 3");
            Thread.Sleep(1);
            Interlocked.Increment(ref done);
        }));
        Assert.Equal("part 3", thrown.Message);
        Assert.InRange(done, 3, 5_000); // an exception takes its time
        int before = done;
        team.ForEach(5, _ => Interlocked.Increment(ref done));
        Assert.Equal(before + 5, done);
    }

    [Fact]
    public void APartMayShareOutWorkOfItsOwn()
    {
        using ThreadTeam team = new(2);
        int[] sums = new int[20];
        team.ForEach(sums.Length, part => team.ForEach(10, own => sums[part] += own));
        Assert.Equal(Enumerable.Repeat(45, sums.Length), sums);
    }
}
