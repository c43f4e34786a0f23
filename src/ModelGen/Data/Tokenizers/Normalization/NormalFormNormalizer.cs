using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>One of Unicode's normal forms.</summary>
/// <param name="compatible">Whether compatible characters become the same.</param>
/// <param name="composes">Whether characters are composed.</param>
internal sealed class NormalFormNormalizer(bool compatible, bool composes) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text) => NormalForms.Normalize(text, compatible, composes);
}
