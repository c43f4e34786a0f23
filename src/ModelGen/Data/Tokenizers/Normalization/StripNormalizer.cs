using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Leaves out white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        int start = 0, end = text.Length;
        while (left && start < end && UnicodeSets.WhiteSpace.Contains(text[start])) start++;
        while (right && end > start && UnicodeSets.WhiteSpace.Contains(text[end - 1])) end--;
        if (end - start == text.Length) return text;
        TextRewrite result = new(text, places);
        result.Keep(start, end);
        return result.Finish();
    }
}
