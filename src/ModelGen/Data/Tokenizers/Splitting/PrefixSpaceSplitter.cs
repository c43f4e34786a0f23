using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>Puts a space before a text that begins without one.</summary>
internal sealed class PrefixSpaceSplitter : ISplitter
{
    /// <inheritdoc/>
    public void Split(string text, bool isFirst, List<TextPiece> pieces) => pieces.Add(text.StartsWith(' ') ? new TextPiece(text) : new TextPiece(" " + text) with { Added = 1 });
}
