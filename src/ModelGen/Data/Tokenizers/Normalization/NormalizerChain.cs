using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Applies one normaliser after the other.</summary>
internal sealed class NormalizerChain(IReadOnlyList<ITextNormalizer> normalizers) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        foreach (ITextNormalizer normalizer in normalizers) text = normalizer.Apply(text, places);
        return text;
    }
}
