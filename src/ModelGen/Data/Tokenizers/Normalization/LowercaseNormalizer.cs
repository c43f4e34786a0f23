using System.Text;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Makes texts lower case, character by character.</summary>
internal sealed class LowercaseNormalizer : ITextNormalizer
{
    // The one character whose lower case are two.
    private const int DottedI = 0x130;

    /// <inheritdoc/>
    public string Apply(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == DottedI) result.Append("i\u0307");
            else result.Append(Rune.ToLowerInvariant(rune));
        }

        return result.ToString();
    }
}
