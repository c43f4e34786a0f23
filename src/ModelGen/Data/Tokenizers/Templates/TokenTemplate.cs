using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Tokenizers.Templates;

/// <summary>What is put around one text, and around two.</summary>
/// <param name="single">For one.</param>
/// <param name="pair">For two.</param>
internal sealed class TokenTemplate(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart> pair)
{
    /// <summary>Nothing; the second text has type 1.</summary>
    public static TokenTemplate None { get; } = new([new TemplatePart(0, [], 0)], [new TemplatePart(0, [], 0), new TemplatePart(1, [], 1)]);

    /// <summary>The largest of the ids that are put around texts; -1: there are none.</summary>
    public int LargestId => single.Concat(pair).SelectMany(part => part.Ids).DefaultIfEmpty(-1).Max();

    /// <summary>The ids with everything around them.</summary>
    /// <param name="first">The first text's.</param>
    /// <param name="second">The second's; null: there is none.</param>
    /// <param name="maximum">The most ids that come out: of two texts the longer one is cut until both are of one length, then both; at their ends.</param>
    /// <exception cref="ArgumentOutOfRangeException">What is put around the texts is longer.</exception>
    public TokenizedText Apply(List<int> first, List<int>? second, int maximum)
    {
        IReadOnlyList<TemplatePart> parts = second is null ? single : pair;
        int room = maximum - parts.Sum(part => part.Text < 0 ? part.Ids.Length : 0);
        if (room < 0) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The marks around a text need more tokens than this maximum allows");
        (int one, int other) = Lengths(first.Count, second?.Count ?? 0, room);
        List<int> ids = [], types = [];
        foreach (TemplatePart part in parts)
        {
            int count = ids.Count;
            ids.AddRange(part.Text switch { < 0 => part.Ids, 0 => first.GetRange(0, one), _ => second!.GetRange(0, other) });
            types.AddRange(Enumerable.Repeat(part.Type, ids.Count - count));
        }

        return new TokenizedText([.. ids], [.. types]);
    }

    private static (int, int) Lengths(int first, int second, int room)
    {
        if ((long)first + second <= room) return (first, second);
        (int less, int more) = (Math.Min(first, second), Math.Max(first, second));
        more = less > room ? less : Math.Max(less, room - less);
        if ((long)less + more > room) (less, more) = (room / 2, room - (room / 2));
        return first > second ? (more, less) : (less, more);
    }
}
