using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Leaves out the characters of a set.</summary>
internal sealed class OmitNormalizer(CodePointSet set) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!set.Contains(rune.Value)) result.Append(rune);
        }

        return result.ToString();
    }
}
