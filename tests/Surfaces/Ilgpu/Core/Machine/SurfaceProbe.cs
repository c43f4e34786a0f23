using System;
using System.Collections.Generic;
using System.Threading;
using ILGPU.Runtime;

namespace ILGPU.Surface;

/// <summary>What tests ask of the stand-in and cannot ask of ILGPU.</summary>
public static class SurfaceProbe
{
    private static readonly AsyncLocal<bool> s_isBackwards = new();

    internal static bool IsBackwards => s_isBackwards.Value;

    /// <summary>
    /// Runs <paramref name="action"/> with the groups of its launches, and the threads of each, in the opposite order. Between two barriers nothing orders them on a GPU: a kernel whose numbers
    /// depend on the order has a race.
    /// </summary>
    public static void Backwards(Action action)
    {
        s_isBackwards.Value = true;
        try
        {
            action();
        }
        finally
        {
            s_isBackwards.Value = false;
        }
    }

    /// <summary>Bytes in buffers that have not been disposed.</summary>
    public static long LiveBytes(this Accelerator accelerator) => accelerator.Memory.LiveBytes;

    /// <summary>Buffers that have not been disposed.</summary>
    public static int LiveBuffers(this Accelerator accelerator) => accelerator.Memory.LiveBuffers;

    /// <summary>The names of the kernel methods in the order of their launches.</summary>
    public static IReadOnlyList<string> LaunchedKernels(this Accelerator accelerator) => accelerator.Launches.Names();

    /// <summary>Sets how many bytes buffers may hold together; more is a <see cref="SurfaceMemoryException"/>.</summary>
    public static void LimitMemory(this Accelerator accelerator, long bytes) => accelerator.Memory.LimitBytes = bytes;
}
