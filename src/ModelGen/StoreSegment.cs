using System;
using System.Threading;
using ModelGen.Cpu;

namespace ModelGen;

/// <summary>A part of a store that one array holds: values, and their gradients in a second array of the same layout. Each is allocated, as zeros, when first asked for.</summary>
/// <param name="capacity">Floats.</param>
internal sealed class StoreSegment(int capacity)
{
    private const int Alignment = 16; // floats in a cache line

    private readonly Lock _lock = new();
    private AlignedBuffer? _values, _gradients;

    /// <summary>What an array holds.</summary>
    public static int MostFloats { get; } = (Array.MaxLength - (2 * Alignment)) / Alignment * Alignment;

    /// <summary>Floats that are taken.</summary>
    public int End { get; set; }

    public int Room => capacity - End;

    public bool HasValues => _values is not null;

    public bool HasGradients => _gradients is not null;

    public Span<float> Values => Of(ref _values).Span[..End];

    public Span<float> Gradients => Of(ref _gradients).Span[..End];

    /// <summary>Gives the memory back.</summary>
    public void Drop() => (_values, _gradients) = (null, null);

    public void Align() => End = (int)Math.Min(capacity, ((long)End + Alignment - 1) / Alignment * Alignment);

    private AlignedBuffer Of(ref AlignedBuffer? buffer)
    {
        if (buffer is { } known) return known;
        lock (_lock)
        {
            return buffer ??= AlignedBuffer.Zeros(capacity);
        }
    }
}
