using System;
using System.Text;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Makes texts lower case, character by character.</summary>
internal sealed class LowercaseNormalizer : ITextNormalizer
{
    // The one character whose lower case are two.
    private const int DottedI = 0x130;

    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        TextRewrite result = new(text, places);
        Span<char> lower = stackalloc char[2];
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int end = at + rune.Utf16SequenceLength;
            if (rune.Value == DottedI) result.Put("i\u0307", at, end);
            else result.Put(lower[..Rune.ToLowerInvariant(rune).EncodeToUtf16(lower)], at, end);
            at = end;
        }

        return result.Finish();
    }
}
