using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>Time that this thread has had a processor, which what runs beside it does not lengthen.</summary>
internal static class ThreadTime
{
    private const string Statistics = "/proc/thread-self/schedstat";

    /// <summary>To the nanosecond on Linux; elsewhere the clock.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && File.Exists(Statistics)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0)
        : Stopwatch.GetElapsedTime(0);
}
