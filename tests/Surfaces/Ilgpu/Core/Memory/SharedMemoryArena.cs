using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ILGPU.Surface;

/// <summary>A group's shared memory: the dynamic part, then the blocks in the order in which each thread asks for them.</summary>
internal sealed unsafe class SharedMemoryArena
{
    private const int Alignment = 16;

    private readonly List<(Type Type, int Length, nint Offset)> _blocks = [];
    private MemoryRegion? _region;
    private int _dynamicBytes;
    private long _used;
    private int _limit;

    public void Reset(int dynamicBytes, int limit)
    {
        if (_region is null || _region.Bytes < limit)
        {
            _region?.Release();
            _region = new MemoryRegion("shared memory", limit);
        }
        else
        {
            NativeMemory.Fill((void*)_region.Address, (nuint)_used, MemoryRegion.Garbage);
        }

        _blocks.Clear();
        _dynamicBytes = dynamicBytes;
        _limit = limit;
        _used = RoundUp(dynamicBytes);
    }

    public ArrayView<T> Dynamic<T>()
        where T : unmanaged
        => new(_region!, null, _region!.Address, _dynamicBytes / Unsafe.SizeOf<T>());

    /// <summary>The block that this thread's <paramref name="ordinal"/>-th call gets: the same for all threads of the group.</summary>
    public ArrayView<T> Allocate<T>(int ordinal, int length)
        where T : unmanaged
    {
        if (length < 1)
            throw new KernelFaultException($"SharedMemory.Allocate<{typeof(T).Name}>({length}): the length must be positive");
        if (ordinal == _blocks.Count)
        {
            long bytes = (long)length * Unsafe.SizeOf<T>();
            if (_used + bytes > _limit)
            {
                throw new KernelFaultException(
                    $"SharedMemory.Allocate<{typeof(T).Name}>({length}): {_used + bytes} bytes, more than the accelerator's {_limit} for a group");
            }

            _blocks.Add((typeof(T), length, (nint)_used));
            _used = RoundUp(_used + bytes);
        }

        (Type type, int size, nint offset) = _blocks[ordinal];
        if (type != typeof(T) || size != length)
        {
            throw new KernelFaultException(
                $"SharedMemory.Allocate<{typeof(T).Name}>({length}) meets Allocate<{type.Name}>({size}) of another thread: all threads of a group must allocate the same");
        }

        return new ArrayView<T>(_region!, null, _region!.Address + offset, length);
    }

    private static long RoundUp(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
