using System.Runtime.InteropServices;

namespace ILGPU.Surface;

/// <summary>Native memory that views point into. It starts as bytes of 0xFF: NaN as a float, -1 as an integer, never zero.</summary>
internal sealed unsafe class MemoryRegion
{
    public const byte Garbage = 0xFF;
    private const int Alignment = 256;

    public MemoryRegion(string kind, long bytes)
    {
        Kind = kind;
        Bytes = bytes;
        Address = (nint)NativeMemory.AlignedAlloc((nuint)long.Max(bytes, 1), Alignment);
        NativeMemory.Fill((void*)Address, (nuint)bytes, Garbage);
    }

    /// <summary>The memory's name in messages: "buffer", "shared memory", "local memory".</summary>
    public string Kind { get; }

    public long Bytes { get; }

    public nint Address { get; private set; }

    public bool IsReleased { get; private set; }

    public void Release()
    {
        IsReleased = true;
        NativeMemory.AlignedFree((void*)Address);
        Address = 0;
    }
}
