using System;
using System.Runtime.InteropServices;

namespace ModelGen.Backends.Ptx.Tests.Machine;

/// <summary>Global memory: buffers with gaps between them, so that what goes beyond one is seen.</summary>
internal sealed class PtxMemory
{
    private const ulong First = 1 << 20;
    private const int Gap = 4096;
    private readonly System.Collections.Generic.List<(ulong Address, byte[] Bytes)> _buffers = [];
    private ulong _next = First;

    /// <returns>The address, a multiple of 256.</returns>
    public ulong Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        ulong address = _next;
        _buffers.Add((address, bytes));
        _next += (ulong)((bytes.Length + Gap + 255) / 256 * 256);
        return address;
    }

    public T[] Read<T>(ulong address)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_buffers.Find(buffer => buffer.Address == address).Bytes).ToArray();

    public Span<byte> Bytes(ulong address, int count)
    {
        foreach ((ulong start, byte[] bytes) in _buffers)
        {
            if (address >= start && address + (ulong)count <= start + (ulong)bytes.Length)
            {
                return address % (ulong)count == 0 ? bytes.AsSpan((int)(address - start), count) : throw new InvalidOperationException($"{count} bytes at {address} are not aligned");
            }
        }

        throw new InvalidOperationException($"{count} bytes at {address} lie in no buffer");
    }
}
