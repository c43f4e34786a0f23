using System.Collections.Generic;
using ModelGen.Data.Tokenizers.Patterns;

namespace ModelGen.Data.Tokenizers.Splitting;

/// <summary>Writes spaces as a sign of their own and cuts before each, as SentencePiece does.</summary>
/// <param name="sign">The sign.</param>
/// <param name="prepends">Whether a text that begins without one gets one.</param>
/// <param name="onlyFirst">Whether only where the whole text begins.</param>
/// <param name="splits">Whether it cuts.</param>
internal sealed class MetaspaceSplitter(string sign, bool prepends, bool onlyFirst, bool splits) : ISplitter
{
    private readonly PatternSplitter _words = new(TextPattern.Literal(sign), SplitBehavior.MergedWithNext);

    /// <inheritdoc/>
    public void Split(string text, bool isFirst, List<TextPiece> pieces)
    {
        int count = pieces.Count, before = 0;
        text = text.Replace(" ", sign, System.StringComparison.Ordinal);
        if (prepends && (isFirst || !onlyFirst) && !text.StartsWith(sign, System.StringComparison.Ordinal)) (text, before) = (sign + text, sign.Length);
        if (splits) _words.Split(text, isFirst, pieces);
        else pieces.Add(new TextPiece(text));
        for (int i = count; i < pieces.Count; i++) pieces[i] = pieces[i] with { Added = before };
    }
}
