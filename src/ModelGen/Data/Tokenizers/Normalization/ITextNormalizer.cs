namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Changes texts before they are cut into words.</summary>
internal interface ITextNormalizer
{
    /// <summary>The text that is encoded in place of another one.</summary>
    /// <param name="text">Well-formed UTF-16.</param>
    /// <param name="places">Where its characters come from, which is kept up; null: nobody asks.</param>
    string Apply(string text, TextPlaces? places = null);
}
