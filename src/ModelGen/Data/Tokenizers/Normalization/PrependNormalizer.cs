namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Puts something before each text that is not empty.</summary>
internal sealed class PrependNormalizer(string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public string Apply(string text) => text.Length == 0 ? text : content + text;
}
