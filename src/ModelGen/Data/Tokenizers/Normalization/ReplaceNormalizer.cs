using ModelGen.Data.Tokenizers.Patterns;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Writes a text in place of each match of a pattern.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        TextRewrite? result = null;
        int done = 0;
        PatternMatches matches = pattern.Matches(text);
        while (matches.MoveNext())
        {
            result ??= new TextRewrite(text, places);
            result.Keep(done, matches.Start);
            result.Put(content, matches.Start, matches.End);
            done = matches.End;
        }

        if (result is null) return text;
        result.Keep(done, text.Length);
        return result.Finish();
    }
}
