using System;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Ilgpu.Tests.Harness;

/// <summary>
/// Keeps the tests to one processor, on Linux: the threads of a group run in turns, one for each of a GPU's, and a turn that moves between processors costs several times what it
/// does on one (the stand-in's tests: 139 s of processor time on two, 32 on one). The two test projects take different ones, so that they can run at once.
/// </summary>
internal static partial class OneProcessor
{
    private const int Words = 16; // the kernel's set of 1,024 processors
    private static readonly bool s_isOfThePackage = typeof(OneProcessor).Assembly.GetName().Name!.Contains("Backends", StringComparison.Ordinal);

#pragma warning disable CA2255 // a module initializer is the one place that is before every test
    [ModuleInitializer]
    internal static void Take()
#pragma warning restore CA2255
    {
        Span<ulong> allowed = stackalloc ulong[Words];
        if (!OperatingSystem.IsLinux() || !Machine.IsCpu || Affinity(0, allowed.Length * sizeof(ulong), ref allowed[0]) != 0) return;

        int taken = -1;
        for (int processor = 0; processor < Words * 64; processor++)
        {
            bool isAllowed = (allowed[processor / 64] >> (processor % 64) & 1) != 0;
            if (isAllowed && (taken < 0 || s_isOfThePackage)) taken = processor;
        }

        allowed.Clear();
        allowed[taken / 64] = 1UL << (taken % 64);

        // New threads take after those that start them.
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
        {
            _ = SetAffinity(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), allowed.Length * sizeof(ulong), ref allowed[0]);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int Affinity(int thread, nint bytes, ref ulong set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint bytes, ref ulong set);
}
