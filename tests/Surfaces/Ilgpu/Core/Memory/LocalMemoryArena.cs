using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ILGPU.Surface;

/// <summary>A thread's local memory: handed out block by block, taken back when the thread ends.</summary>
internal sealed unsafe class LocalMemoryArena
{
    private const int ChunkBytes = 64 * 1024;
    private const long LimitBytes = 64L * 1024 * 1024;
    private const int Alignment = 16;

    private readonly List<MemoryRegion> _chunks = [];
    private int _chunk;
    private long _used;
    private long _total;

    public void Reset()
    {
        _chunk = 0;
        _used = 0;
        _total = 0;
    }

    public ArrayView<T> Allocate<T>(int length)
        where T : unmanaged
    {
        if (length < 1)
            throw new KernelFaultException($"LocalMemory.Allocate<{typeof(T).Name}>({length}): the length must be positive");
        long bytes = (long)length * Unsafe.SizeOf<T>();
        bytes = (bytes + Alignment - 1) / Alignment * Alignment;
        _total += bytes;
        if (_total > LimitBytes)
            throw new KernelFaultException($"LocalMemory.Allocate<{typeof(T).Name}>({length}): the thread holds more than {LimitBytes} bytes");

        while (_chunk < _chunks.Count && _used + bytes > _chunks[_chunk].Bytes)
        {
            _chunk++;
            _used = 0;
        }

        if (_chunk == _chunks.Count)
            _chunks.Add(new MemoryRegion("local memory", long.Max(bytes, ChunkBytes)));
        MemoryRegion region = _chunks[_chunk];
        nint address = region.Address + (nint)_used;
        _used += bytes;
        NativeMemory.Fill((void*)address, (nuint)bytes, MemoryRegion.Garbage);
        return new ArrayView<T>(region, null, address, length);
    }
}
