using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ILGPU.Surface;

/// <summary>The checks of views, and what they say.</summary>
internal static class ViewFaults
{
    private const int VectorBytes = 16;

    /// <summary>ILGPU asserts that a part starts inside of its view, so that not even an empty part may start at the end.</summary>
    public static void CheckPart(long index, long length, long available)
    {
        if (index >= available)
            throw new KernelFaultException($"SubView({index}, {length}) starts outside of a view of {available} elements");
        CheckRange(index, length, available, "SubView");
    }

    public static void CheckRange(long index, long length, long available, string operation)
    {
        if (index < 0 || length < 0 || index > available - length)
            throw new KernelFaultException($"{operation}({index}, {length}) leaves a view of {available} elements");
    }

    public static void CheckAlignment<T>(nint address)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        int alignment = int.Min(VectorBytes, 1 << BitOperations.TrailingZeroCount(size));
        if (address % alignment != 0)
            throw new KernelFaultException($"Cast<{typeof(T).Name}> of a view that does not start at a multiple of {alignment} bytes");
    }

    [DoesNotReturn]
    public static void ThrowAccess<T>(long index, long length, MemoryRegion? region)
    {
        string what = region is null ? "an empty view" : region.Kind;
        throw new KernelFaultException(region is { IsReleased: true }
            ? $"{what} of {typeof(T).Name} read or written after it was disposed"
            : $"index {index} is outside of a view of {length} {typeof(T).Name} ({what})");
    }
}
