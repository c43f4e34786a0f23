using System;
using System.Diagnostics;
using System.Threading;
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
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < count; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            call();
            times[i] = (Stopwatch.GetTimestamp() - begin) * (1000.0 / Stopwatch.Frequency);
        }

        allocated = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / count;
        Array.Sort(times);
        double median = times[count / 2];
        return new Measurement(
            name,
            threads,
            Math.Round(median, 5),
            Math.Round(times[0], 5),
            Tokens > 0 ? Math.Round(Tokens / median * 1000, 1) : null,
            allocated,
            Flops > 0 ? Math.Round(Flops / median / 1e6, 1) : null,
            Bytes > 0 ? Math.Round(Bytes / median / 1e6, 1) : null);
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
