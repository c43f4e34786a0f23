using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Cpu;

/// <summary>Floats that start on a cache line (64 bytes) and never move: what kernels read and write.</summary>
/// <remarks>A pinned managed array: the garbage collector frees it, there is nothing to dispose.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class AlignedBuffer
{
    private const int AlignmentFloats = 16;

    private readonly float[] _array;
    private readonly int _offset;

    /// <summary>Reserves memory; its content is undefined until <see cref="Clear"/> or the first write.</summary>
    /// <param name="floats">How many floats, at most <see cref="Array.MaxLength"/> - 16.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floats"/> is negative or beyond what one array holds.</exception>
    public AlignedBuffer(long floats)
        : this(floats, isZero: false)
    {
    }

    private AlignedBuffer(long floats, bool isZero)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(floats, Array.MaxLength - AlignmentFloats);
        _array = isZero ? GC.AllocateArray<float>((int)floats + AlignmentFloats, pinned: true) : GC.AllocateUninitializedArray<float>((int)floats + AlignmentFloats, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref _array[0]);
        _offset = (int)(((64 - (address % 64)) % 64) / sizeof(float));
        Length = (int)floats;
        HugePages.Ask(Pointer, (nuint)floats * sizeof(float));
    }

    /// <summary>A buffer of zeros. Pages that are fresh from the system are zeros already: none of them is touched before it is written.</summary>
    /// <inheritdoc cref="AlignedBuffer(long)"/>
    public static AlignedBuffer Zeros(long floats) => new(floats, isZero: true);

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>All floats.</summary>
    public Span<float> Span => _array.AsSpan(_offset, Length);

    /// <summary>The first float; valid while the buffer is reachable.</summary>
    internal float* Pointer => (float*)Unsafe.AsPointer(ref _array[0]) + _offset;

    /// <summary>Sets every float to zero.</summary>
    public void Clear() => Span.Clear();
}
