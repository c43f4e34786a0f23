using System;
using System.Linq;
using System.Threading;
using ModelGen.Cpu;
using Xunit;

namespace ModelGen.Runtime.Tests.Cpu;

public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void EveryTaskRunsOnceInManySmallRuns(int threads)
    {
        using ThreadTeam team = new(threads);
        int[] counts = new int[67];
        for (int run = 0; run < 20_000; run++)
        {
            int tasks = run % counts.Length;
            CountJob job = new() { Counts = counts };
            team.Run(ref job, tasks);
            for (int i = 0; i < counts.Length; i++)
            {
                Assert.True(counts[i] == (i < tasks ? 1 : 0), $"run {run}, task {i} of {tasks} ran {counts[i]} times");
                counts[i] = 0;
            }
        }
    }

    [Fact]
    public void RunsAfterTheMembersHaveParked()
    {
        using ThreadTeam team = new(3);
        int[] counts = new int[8];
        for (int run = 0; run < 30; run++)
        {
            Thread.Sleep(run % 5);
            CountJob job = new() { Counts = counts };
            team.Run(ref job, counts.Length);
        }

        Assert.All(counts, count => Assert.Equal(30, count));
    }

    [Fact]
    public void MembersHelp()
    {
        using ThreadTeam team = new(2);
        BarrierJob job = new() { Barrier = new Barrier(2) };
        team.Run(ref job, 2); // would never end if one thread did both tasks
        Assert.Equal(1, job.Barrier.CurrentPhaseNumber);
    }

    [Fact]
    public void WritesToTheJobsFieldsReachTheCaller()
    {
        using ThreadTeam team = new(2);
        SumJob job = default;
        team.Run(ref job, 1000);
        Assert.Equal(999 * 1000 / 2, job.Sum);
    }

    [Fact]
    public void SpansInARefStructJob()
    {
        using ThreadTeam team = new(2);
        float[] values = new float[1000];
        FillJob job = new() { Values = values };
        team.Run(ref job, values.Length);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)i), values);
    }

    [Fact]
    public void AnExceptionSurfacesOnTheCallerAndTheTeamWorksOn()
    {
        using ThreadTeam team = new(3);
        int[] counts = new int[64];
        for (int run = 0; run < 200; run++)
        {
            ThrowJob bad = new() { At = run % 64 };
            InvalidTimeZoneException error = Assert.Throws<InvalidTimeZoneException>(() => team.Run(ref bad, 64));
            Assert.Equal($"task {run % 64}", error.Message);
            CountJob good = new() { Counts = counts };
            team.Run(ref good, 64);
        }

        Assert.All(counts, count => Assert.Equal(200, count));
    }

    [Fact]
    public void AnExceptionOfAnInlineRunSurfacesToo()
    {
        using ThreadTeam team = new(1);
        ThrowJob bad = new() { At = 3 };
        Assert.Throws<InvalidTimeZoneException>(() => team.Run(ref bad, 64));
        NestedJob after = new() { Team = team };
        team.Run(ref after, 4);
        Assert.Equal(4 * 10, after.Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void ACallFromInsideAJobRunsInlineWithItsOwnScratch(int threads)
    {
        using ThreadTeam team = new(threads);
        for (int run = 0; run < 500; run++)
        {
            NestedJob job = new() { Team = team };
            team.Run(ref job, 20);
            Assert.Equal(20 * 10, job.Total);
        }
    }

    [Fact]
    public void ConcurrentCallersAllGetTheirWorkDone()
    {
        using ThreadTeam team = new(2);
        Exception? fault = null;
        Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            try
            {
                int[] counts = new int[33];
                for (int run = 1; run <= 3000; run++)
                {
                    CountJob job = new() { Counts = counts };
                    team.Run(ref job, counts.Length);
                    Assert.All(counts, count => Assert.Equal(run, count));
                }
            }
            catch (Exception error)
            {
                fault = error;
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.Null(fault);
    }

    [Fact]
    public void DisposeStopsTheThreadsAndMayBeCalledTwice()
    {
        for (int i = 0; i < 50; i++)
        {
            ThreadTeam team = new(3);
            SumJob job = default;
            team.Run(ref job, i);
            team.Dispose();
            team.Dispose();
            Assert.Throws<ObjectDisposedException>(() => team.Run(ref job, 2));
        }
    }

    [Fact]
    public void DisposeInsideAJobIsRefused()
    {
        using ThreadTeam team = new(2);
        DisposeJob job = new() { Team = team };
        Assert.Throws<InvalidOperationException>(() => team.Run(ref job, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void ThreadCountsOutOfRangeAreRefused(int threads)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(threads));

    private struct CountJob : IJob
    {
        public int[] Counts;

        public readonly void Execute(int task, int worker) => Interlocked.Increment(ref Counts[task]);
    }

    private struct SumJob : IJob
    {
        public long Sum;

        public void Execute(int task, int worker) => Interlocked.Add(ref Sum, task);
    }

    private ref struct FillJob : IJob
    {
        public Span<float> Values;

        public readonly void Execute(int task, int worker) => Values[task] = task;
    }

    private struct BarrierJob : IJob
    {
        public Barrier Barrier;

        public readonly void Execute(int task, int worker) => Barrier.SignalAndWait();
    }

    private struct ThrowJob : IJob
    {
        public int At;

        public readonly void Execute(int task, int worker)
        {
            if (task == At)
            {
                throw new InvalidTimeZoneException($"task {task}");
            }
        }
    }

    private struct DisposeJob : IJob
    {
        public ThreadTeam Team;

        public readonly void Execute(int task, int worker) => Team.Dispose();
    }

    private unsafe struct NestedJob : IJob
    {
        public ThreadTeam Team;
        public long Total;

        public void Execute(int task, int worker)
        {
            float* outer = Team.Scratch(worker, 100);
            outer[0] = task;
            InnerJob inner = new() { Team = Team };
            Team.Run(ref inner, 10);
            Assert.Equal(task, outer[0]);
            Interlocked.Add(ref Total, inner.Count);
        }
    }

    private unsafe struct InnerJob : IJob
    {
        public ThreadTeam Team;
        public int Count;

        public void Execute(int task, int worker)
        {
            float* own = Team.Scratch(worker, 50);
            Assert.Equal(0, (long)own % 64);
            own[0] = -1;
            Count++; // inline: one thread only
        }
    }
}
