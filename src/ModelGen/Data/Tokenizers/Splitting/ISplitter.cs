using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>Cuts texts into words, across which nothing becomes one token.</summary>
internal interface ISplitter
{
    /// <summary>Appends the words of a text in order; none is empty.</summary>
    /// <param name="text">The text, or what an earlier splitter made of it.</param>
    /// <param name="isFirst">Whether it is where the whole text begins.</param>
    /// <param name="pieces">Receives the words.</param>
    void Split(string text, bool isFirst, List<TextPiece> pieces);
}
