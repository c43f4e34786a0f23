using System.Collections.Generic;
using ILGPU.Runtime;

namespace ILGPU.Surface;

/// <summary>What tests ask of the stand-in and cannot ask of ILGPU.</summary>
public static class SurfaceProbe
{
    /// <summary>Bytes in buffers that have not been disposed.</summary>
    public static long LiveBytes(this Accelerator accelerator) => accelerator.Memory.LiveBytes;

    /// <summary>Buffers that have not been disposed.</summary>
    public static int LiveBuffers(this Accelerator accelerator) => accelerator.Memory.LiveBuffers;

    /// <summary>The names of the kernel methods in the order of their launches.</summary>
    public static IReadOnlyList<string> LaunchedKernels(this Accelerator accelerator) => accelerator.Launches.Names();

    /// <summary>Sets how many bytes buffers may hold together; more is a <see cref="SurfaceMemoryException"/>.</summary>
    public static void LimitMemory(this Accelerator accelerator, long bytes) => accelerator.Memory.LimitBytes = bytes;
}
