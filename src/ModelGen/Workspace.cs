using System;
using System.Diagnostics.CodeAnalysis;
using ModelGen.Cpu;

namespace ModelGen;

/// <summary>The memory of one forward or backward pass: one arena that the compiler's plan divides up.</summary>
/// <remarks>A workspace serves one thread at a time; give each thread that predicts its own. It grows when a larger
/// batch or sequence asks for more and never shrinks, so a repeated step allocates nothing.</remarks>
public sealed class Workspace
{
    private AlignedBuffer? _floats;
    private long _floatCount;
    private int[] _ints = [];

    /// <summary>An empty workspace; kernels called with it run on <paramref name="team"/>, or on the shared team.</summary>
    public Workspace(ThreadTeam? team = null) => Team = team ?? ThreadTeam.Shared;

    /// <summary>The threads that work for this workspace.</summary>
    public ThreadTeam Team { get; }

    /// <summary>The batch size of the last forward pass; set by emitted code.</summary>
    public int Batch { get; set; }

    /// <summary>The sequence length of the last forward pass; set by emitted code.</summary>
    public int Length { get; set; }

    /// <summary>The key of the random numbers of the current step (dropout); part of a checkpoint.</summary>
    public ulong RandomKey { get; set; }

    /// <summary>Advances <see cref="RandomKey"/> to the next step's key and returns it.</summary>
    public ulong NextRandomKey() => RandomKey = CounterRandom.Derive(RandomKey, 1);

    /// <summary>The first <paramref name="count"/> floats of the arena, 64-byte aligned.</summary>
    /// <remarks>Contents survive from call to call while the arena does not have to grow; they are never cleared.</remarks>
    public Span<float> Floats(long count)
    {
        if (_floats is null || _floatCount < count) GrowFloats(count);
        return _floats.Span[..(int)count];
    }

    /// <summary>The first <paramref name="count"/> integers of a second arena, under the same rules.</summary>
    public Span<int> Ints(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_ints.Length < count) _ints = new int[count];
        return _ints.AsSpan(0, count);
    }

    [MemberNotNull(nameof(_floats))]
    private void GrowFloats(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Array.MaxLength - 32) throw new ArgumentOutOfRangeException(nameof(count), $"This batch needs {count} floats of activations, more than one array can hold ({Array.MaxLength - 32}): use smaller batches and accumulate gradients");
        _floats = new AlignedBuffer(count);
        _floatCount = count;
    }
}
