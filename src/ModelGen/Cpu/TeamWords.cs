using System.Runtime.InteropServices;

namespace ModelGen.Cpu;

/// <summary>The words that the members of a team share, each on its own pair of cache lines (the prefetcher fetches pairs).</summary>
[StructLayout(LayoutKind.Explicit, Size = 640)]
internal struct TeamWords
{
    /// <summary>Generation of the run in the upper half, number of tasks that nobody has taken in the lower.</summary>
    [FieldOffset(128)]
    public long Open;

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
