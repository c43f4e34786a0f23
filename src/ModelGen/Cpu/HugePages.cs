using System;
using System.Runtime.InteropServices;

namespace ModelGen.Cpu;

/// <summary>Asks Linux to back a large buffer with pages of 2 MB, where the system gives them to those who ask ("madvise", the usual setting).</summary>
/// <remarks>With pages of 4 KB the processor's prefetching ends at each of them, and a model's weights need more translations than it remembers.</remarks>
internal static partial class HugePages
{
    private const nuint PageSize = 2 << 20;
    private const int AdviseHugePage = 14;

    /// <summary>Advice only: whatever goes wrong, the memory stays as it was.</summary>
    public static unsafe void Ask(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux() || bytes < 2 * PageSize) return;
        nuint first = ((nuint)start + PageSize - 1) & ~(PageSize - 1);
        nuint end = ((nuint)start + bytes) & ~(PageSize - 1);
        try
        {
            _ = Advise((void*)first, end - first, AdviseHugePage);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without this C library has its own ways.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static unsafe partial int Advise(void* start, nuint bytes, int advice);
}
