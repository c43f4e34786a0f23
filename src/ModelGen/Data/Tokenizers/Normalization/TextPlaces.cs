using System;
using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Where each character of a text that is being changed comes from in the text that was given.</summary>
/// <param name="first">Where the text begins in the one that was given.</param>
/// <param name="length">How long it is.</param>
internal sealed class TextPlaces(int first, int length)
{
    // Null as long as each character is where it was.
    private (int Start, int End)[]? _places;

    /// <summary>Where a part of the text comes from; what is beyond its ends is at them.</summary>
    public (int Start, int End) Of(int start, int end)
    {
        int count = _places?.Length ?? length;
        if (count == 0) return (first, first);
        start = Math.Clamp(start, 0, count - 1);
        end = Math.Clamp(end, start + 1, count);
        return _places is null ? (first + start, first + end) : (_places[start].Start, Math.Max(_places[start].Start, _places[end - 1].End));
    }

    /// <summary>The text was changed: each character comes from a part of the one before.</summary>
    public void Change(List<(int Start, int End)> sources)
    {
        (int, int)[] places = new (int, int)[sources.Count];
        for (int i = 0; i < places.Length; i++) places[i] = Of(sources[i].Start, sources[i].End);
        (_places, length) = (places, places.Length);
    }
}
