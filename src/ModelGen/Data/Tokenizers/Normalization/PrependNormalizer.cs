using System.Text;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Puts something before each text that is not empty.</summary>
internal sealed class PrependNormalizer(string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        if (text.Length == 0) return text;
        TextRewrite result = new(text, places);
        result.Put(content, 0, Rune.GetRuneAt(text, 0).Utf16SequenceLength); // it is where the first character is
        result.Keep(0, text.Length);
        return result.Finish();
    }
}
