using System.Text;
using ModelGen.Data.Tokenizers.Patterns;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Writes a text in place of each match of a pattern.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text)
    {
        StringBuilder result = new();
        int done = 0;
        PatternMatches matches = pattern.Matches(text);
        while (matches.MoveNext())
        {
            result.Append(text, done, matches.Start - done).Append(content);
            done = matches.End;
        }

        return done == 0 && result.Length == 0 ? text : result.Append(text, done, text.Length - done).ToString();
    }
}
