using System;
using System.Diagnostics;
using System.Threading;
using ModelGen.Benchmarks.Cases;
using ModelGen.Cpu;

namespace ModelGen.Benchmarks;

/// <summary>A case that is one call, repeated.</summary>
/// <param name="name">The case's name.</param>
/// <param name="setUp">Makes the operands and returns the call to be timed.</param>
internal sealed class TimedCase(string name, Func<ThreadTeam, Action> setUp) : ICase
{
    private const double SecondsOfWarmUp = 0.4;
    private const double SecondsOfMeasurement = 2;
    private const int MinimumWarmUpCalls = 3;
    private const int TieringCalls = 60;
    private const int MaximumRepetitions = 20_000;

    /// <summary>Floating-point operations of a call (a multiply-add is two).</summary>
    public double Flops { get; init; }

    /// <summary>Bytes that a call has to move from or to memory.</summary>
    public double Bytes { get; init; }

    /// <summary>Tokens that a call works on.</summary>
    public double Tokens { get; init; }

    /// <summary>Whether memory is read between the calls, too: for cases that it bounds, on a machine whose rate moves from second to second.</summary>
    public bool BesideMemory { get; init; }

    public Measurement Measure(int threads, int repetitions)
    {
        using ThreadTeam team = new(threads);
        Action call = setUp(team);
        WarmUp(call);

        long start = Stopwatch.GetTimestamp();
        call();
        double once = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int count = repetitions > 0 ? repetitions : Math.Clamp((int)(SecondsOfMeasurement / once), 7, MaximumRepetitions);
        double[] times = new double[count];
        double[] reads = new double[count];
        AlignedBuffer? memory = BesideMemory ? MemoryReading.Memory() : null;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            call();
            times[i] = (Stopwatch.GetTimestamp() - begin) * (1000.0 / Stopwatch.Frequency);
            if (memory is not null)
            {
                reads[i] = TimeOfReading(team, memory, times[i] / 4);
            }
        }

        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;
        Array.Sort(times);
        Array.Sort(reads);
        double median = times[count / 2];
        return new Measurement(
            name,
            threads,
            Math.Round(median, 5),
            Math.Round(times[0], 5),
            Tokens > 0 ? Math.Round(Tokens / median * 1000, 1) : null,
            allocated,
            Flops > 0 ? Math.Round(Flops / median / 1e6, 1) : null,
            Bytes > 0 ? Math.Round(Bytes / median / 1e6, 1) : null,
            memory is not null ? Math.Round(MemoryReading.Bytes / reads[count / 2] / 1e6, 1) : null);
    }

    /// <summary>Milliseconds of one reading, the mean of as many as take <paramref name="atLeast"/> milliseconds.</summary>
    private static double TimeOfReading(ThreadTeam team, AlignedBuffer memory, double atLeast)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int times = 1; ; times++)
        {
            MemoryReading.Read(team, memory.Span);
            double elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            if (elapsed >= atLeast)
            {
                return elapsed / times;
            }
        }
    }

    /// <summary>Enough calls for the JIT to count, a pause in which it compiles, and as long again.</summary>
    private static void WarmUp(Action call)
    {
        for (int round = 0; round < 2; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int calls = 0; calls < MinimumWarmUpCalls || Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsOfWarmUp; calls++)
            {
                call();
                if (calls >= TieringCalls && Stopwatch.GetElapsedTime(start).TotalSeconds >= SecondsOfWarmUp)
                {
                    break;
                }
            }

            Thread.Sleep(150);
        }
    }
}
