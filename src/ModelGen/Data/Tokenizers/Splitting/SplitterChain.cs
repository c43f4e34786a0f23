using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>Cuts a text, then each of its pieces.</summary>
internal sealed class SplitterChain(IReadOnlyList<ISplitter> splitters) : ISplitter
{
    /// <inheritdoc/>
    public void Split(string text, bool isFirst, List<TextPiece> pieces)
    {
        List<TextPiece> current = [new TextPiece(text)];
        foreach (ISplitter splitter in splitters)
        {
            List<TextPiece> next = new(current.Count);
            for (int i = 0; i < current.Count; i++)
            {
                int count = next.Count;
                splitter.Split(current[i].ToString(), isFirst && i == 0 && current[i].Place(0) == 0, next);
                for (int k = count; k < next.Count; k++) next[k] = next[k].Within(current[i]);
            }

            current = next;
        }

        pieces.AddRange(current);
    }
}
