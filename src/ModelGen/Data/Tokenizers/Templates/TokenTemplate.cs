using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Tokenizers.Templates;

/// <summary>What is put around one text, and around two.</summary>
/// <param name="single">For one.</param>
/// <param name="pair">For two.</param>
/// <param name="trimsPlaces">Whether white space at the ends of tokens does not count as theirs.</param>
internal sealed class TokenTemplate(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart> pair, bool trimsPlaces = false)
{
    private static readonly TemplatePart[] s_single = [new TemplatePart(0, [], 0)], s_pair = [new TemplatePart(0, [], 0), new TemplatePart(1, [], 1)];

    /// <summary>Nothing; the second text has type 1.</summary>
    public static TokenTemplate None { get; } = new(s_single, s_pair);

    /// <summary>The same, where white space at the ends of tokens does not count as theirs.</summary>
    public static TokenTemplate Trimmed { get; } = new(s_single, s_pair, trimsPlaces: true);

    /// <summary>Whether white space at the ends of tokens does not count as theirs.</summary>
    public bool TrimsPlaces => trimsPlaces;

    /// <summary>Whether it puts anything around texts.</summary>
    public bool HasMarks => single != s_single;

    /// <summary>The same, but for what it trims.</summary>
    public TokenTemplate With(bool trims) => new(single, pair, trims);

    /// <summary>The largest of the ids that are put around texts; -1: there are none.</summary>
    public int LargestId => single.Concat(pair).SelectMany(part => part.Ids).DefaultIfEmpty(-1).Max();

    /// <summary>The ids with everything around them.</summary>
    /// <param name="first">The first text's.</param>
    /// <param name="second">The second's; null: there is none.</param>
    /// <param name="maximum">The most ids that come out.</param>
    /// <param name="side">Where texts are cut.</param>
    /// <param name="order">Which text is cut first.</param>
    /// <exception cref="ArgumentOutOfRangeException">What is put around the texts is longer, or what is not to be cut.</exception>
    public TokenizedText Apply(EncodedText first, EncodedText? second, int maximum, TruncationSide side = default, TruncationOrder order = default)
    {
        IReadOnlyList<TemplatePart> parts = second is null ? single : pair;
        int room = maximum - parts.Sum(part => part.Text < 0 ? part.Ids.Length : 0);
        if (room < 0) throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The marks around a text need more tokens than this maximum allows");
        (int one, int other) = Lengths(first.Ids.Count, second?.Ids.Count ?? 0, room, order);
        List<int> ids = [], types = [];
        List<TokenOffset> offsets = [];
        foreach (TemplatePart part in parts)
        {
            int before = ids.Count;
            if (part.Text < 0)
            {
                ids.AddRange(part.Ids);
                offsets.AddRange(Enumerable.Repeat(new TokenOffset(-1, 0, 0), part.Ids.Length));
            }
            else
            {
                EncodedText text = part.Text == 0 ? first : second!;
                int count = part.Text == 0 ? one : other, start = side == TruncationSide.Start ? text.Ids.Count - count : 0;
                ids.AddRange(text.Ids.GetRange(start, count));
                offsets.AddRange(text.Places.GetRange(start, count).Select(place => new TokenOffset(part.Text, place.Start, place.End)));
            }

            types.AddRange(Enumerable.Repeat(part.Type, ids.Count - before));
        }

        return new TokenizedText([.. ids], [.. types]) { Offsets = offsets };
    }

    /// <summary>All of a text in windows, each with everything around it.</summary>
    /// <param name="stride">Ids that a window shares with the one before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window would have no room for more than it shares.</exception>
    /// <exception cref="ArgumentException">There are two texts, and <paramref name="order"/> does not say which is cut.</exception>
    public IReadOnlyList<TokenizedText> Windows(EncodedText first, EncodedText? second, int maximum, int stride, TruncationSide side, TruncationOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        if (second is not null && order == TruncationOrder.LongestFirst) throw new ArgumentException("Windows are of one text: say of which with TruncationOrder.OnlyFirst or OnlySecond", nameof(order));
        bool isSecond = second is not null && order == TruncationOrder.OnlySecond;
        EncodedText text = isSecond ? second! : first;
        int whole = isSecond ? first.Ids.Count : second?.Ids.Count ?? 0, count = text.Ids.Count;
        int room = maximum - (second is null ? single : pair).Sum(part => part.Text < 0 ? part.Ids.Length : 0) - whole;
        if (count <= room) return [Apply(first, second, maximum)];
        if (room <= stride) throw new ArgumentOutOfRangeException(nameof(stride), stride, $"A window has room for {Math.Max(room, 0)} ids of the text, and must have it for more than the stride: use a larger maximum, or a smaller stride");
        List<TokenizedText> windows = [];
        for (int at = 0; at == 0 || at - (room - stride) + room < count; at += room - stride)
        {
            (int start, int end) = side == TruncationSide.Start ? (Math.Max(0, count - at - room), count - at) : (at, Math.Min(count, at + room));
            EncodedText part = new(text.Ids[start..end], text.Places[start..end]);
            windows.Add(isSecond ? Apply(first, part, maximum) : Apply(part, second, maximum));
        }

        return windows;
    }

    private static (int, int) Lengths(int first, int second, int room, TruncationOrder order)
    {
        if ((long)first + second <= room) return (first, second);
        if (order != TruncationOrder.LongestFirst)
        {
            (int kept, int cut) = order == TruncationOrder.OnlyFirst ? (second, room - second) : (first, room - first);
            if (cut < 0) throw new ArgumentOutOfRangeException("maximum", kept, "The text that is not to be cut is longer than the maximum allows: use TruncationOrder.LongestFirst, or a larger maximum");
            return order == TruncationOrder.OnlyFirst ? (cut, kept) : (kept, cut);
        }

        (int less, int more) = (Math.Min(first, second), Math.Max(first, second));
        more = less > room ? less : Math.Max(less, room - less);
        if ((long)less + more > room) (less, more) = (room / 2, room - (room / 2));
        return first > second ? (more, less) : (less, more);
    }
}
