using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Cpu;

/// <summary>The words that the members of a team share, each on its own pair of cache lines (the prefetcher fetches pairs).</summary>
[StructLayout(LayoutKind.Explicit, Size = 640)]
internal struct TeamWords
{
    /// <summary>The tasks that nobody has taken: for each share the generation of the run in the upper half, their number in the lower. In one line with the signal.</summary>
    [FieldOffset(128)]
    public TeamShares Shares;

    /// <summary>Generation of the run: that it changes is what members wait for.</summary>
    [FieldOffset(128 + (TeamShares.Most * sizeof(long)))]
    public uint Generation;

    /// <summary>Number of tasks done.</summary>
    [FieldOffset(256)]
    public int Done;

    /// <summary>1 while a run is in progress, and for good once the team is disposed of.</summary>
    [FieldOffset(384)]
    public int Busy;

    /// <summary>Number of members that sleep, or are about to.</summary>
    [FieldOffset(512)]
    public int Parked;
}

/// <summary>A word for each share of a run.</summary>
[InlineArray(Most)]
internal struct TeamShares
{
    /// <summary>Enough that neighbours stay together, few enough to publish with one cache line.</summary>
    public const int Most = 7;

    private long _first;
}
