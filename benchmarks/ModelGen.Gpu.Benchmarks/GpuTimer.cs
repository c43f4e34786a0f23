using System;
using System.Diagnostics;

namespace ModelGen.Gpu.Benchmarks;

/// <summary>Times work that a device does by itself: several calls are started, then all are waited for.</summary>
internal static class GpuTimer
{
    private const double SecondsOfSample = 0.1;
    private const int MaximumCalls = 1000;

    /// <returns>Milliseconds of one call: the median and the least of the samples.</returns>
    public static (double Median, double Min) Measure(Action start, Action wait, int samples)
    {
        // Kernels are compiled at their first launch, and clocks rise.
        start();
        wait();
        double once = Time(start, wait, 1);
        int calls = (int)Math.Clamp(SecondsOfSample * 1000 / once, 1, MaximumCalls);
        Time(start, wait, calls);
        double[] times = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            times[i] = Time(start, wait, calls);
        }

        Array.Sort(times);
        return (times[samples / 2], times[0]);
    }

    private static double Time(Action start, Action wait, int calls)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            start();
        }

        wait();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds / calls;
    }
}
