using System.Collections.Generic;
using ModelGen.Data.Tokenizers.Patterns;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>Cuts a text at the matches of a pattern.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="behavior">What becomes of the matches.</param>
/// <param name="inverted">Whether what is between the matches takes their part.</param>
internal sealed class PatternSplitter(TextPattern pattern, SplitBehavior behavior, bool inverted = false) : ISplitter
{
    /// <summary>The words of GPT-2: contractions, letters, digits and other signs, each with the space before it; white space.</summary>
    /// <remarks>Radford et al. 2019.</remarks>
    public static PatternSplitter Gpt2 { get; } = new(new TextPattern(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"), SplitBehavior.Isolated);

    /// <inheritdoc/>
    public void Split(string text, bool isFirst, List<TextPiece> pieces)
    {
        int done = 0;          // what is before is in pieces, or left out
        int last = 0;          // where the part before this one ends
        bool wasMatch = false; // whether it is a match
        foreach ((int end, bool isMatch) in Parts(text))
        {
            switch (behavior)
            {
                case SplitBehavior.Isolated:
                    Add(last, end);
                    break;
                case SplitBehavior.Removed:
                    if (!isMatch) Add(last, end);
                    break;
                case SplitBehavior.MergedWithPrevious:
                    // A match ends a piece; of two side by side the second is one by itself.
                    if (isMatch)
                    {
                        Add(done, end);
                        done = end;
                    }

                    break;
                case SplitBehavior.MergedWithNext:
                    if (isMatch)
                    {
                        Add(done, last);
                        done = last;
                    }

                    break;
                default:
                    if (isMatch != wasMatch)
                    {
                        Add(done, last);
                        done = last;
                    }

                    break;
            }

            (last, wasMatch) = (end, isMatch);
        }

        if (behavior is not (SplitBehavior.Isolated or SplitBehavior.Removed)) Add(done, text.Length);

        void Add(int start, int end)
        {
            if (end > start) pieces.Add(new TextPiece(text, start, end - start));
        }
    }

    // Matches and what is between them, up to the end.
    private IEnumerable<(int End, bool IsMatch)> Parts(string text)
    {
        PatternMatches matches = pattern.Matches(text);
        int last = 0;
        while (matches.MoveNext())
        {
            if (matches.Start > last) yield return (matches.Start, inverted);
            yield return (last = matches.End, !inverted);
        }

        if (last < text.Length) yield return (text.Length, inverted);
    }
}
