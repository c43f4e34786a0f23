namespace ModelGen.Data.Tokenizers.Patterns;

/// <summary>Walks over the matches of a pattern in a text.</summary>
internal sealed class PatternMatches(PatternStep[] steps, string text)
{
    private readonly PatternMatcher _matcher = new(steps, text);
    private int _from;
    private int _lastEnd = -1;

    /// <summary>Where the match begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the next match; an empty one directly behind another does not count.</summary>
    public bool MoveNext()
    {
        for (int start = _from; start <= text.Length; start += start < text.Length && char.IsHighSurrogate(text[start]) ? 2 : 1)
        {
            int end = _matcher.Match(start);
            if (end < 0 || (end == start && end == _lastEnd)) continue;
            (Start, End) = (start, end);
            _from = _lastEnd = end;
            return true;
        }

        _from = text.Length + 1;
        return false;
    }
}
