using System;
using System.Linq;

namespace ModelGen.Runtime.Tests.Cpu;

/// <summary>The windows that one padded sequence would have alone, by definition: cut out from its first real step to its last.</summary>
internal sealed class AloneWindows
{
    private readonly int _from;
    private readonly float[] _mask;

    public AloneWindows(float[] mask, int windows, int span, int stride, int padding)
    {
        _mask = mask;
        _from = Array.FindIndex(mask, value => value != 0);
        if (_from < 0) return;
        Length = mask.Select((value, t) => value != 0 ? t : 0).Max() - _from + 1;

        // Windows slide over the sequence with zeros around, and over zeros up to one window where it is shorter.
        while ((Count * stride) + span <= Math.Max(Length + padding, span)) Count++;
        First = Math.Min(_from / stride, windows - Count);
    }

    public int Length { get; }

    public int Count { get; }

    /// <summary>The first of them among the windows of the batch.</summary>
    public int First { get; }

    /// <summary>Where a step of the cut-out sequence stands in the batch; -1 for padding and beyond the end.</summary>
    public int Step(int t) => t >= 0 && t < Length && _mask[_from + t] != 0 ? _from + t : -1;
}
