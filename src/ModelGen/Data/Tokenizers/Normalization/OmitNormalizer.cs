using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Leaves out the characters of a set.</summary>
internal sealed class OmitNormalizer(CodePointSet set) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        TextRewrite result = new(text, places);
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int end = at + rune.Utf16SequenceLength;
            if (!set.Contains(rune.Value)) result.Keep(at, end);
            at = end;
        }

        return result.Finish();
    }
}
