using System.Text;
using ModelGen.Data.Tokenizers.Unicode;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>What BERT does to texts: no control characters, one kind of space, CJK characters by themselves, no accents, lower case.</summary>
/// <remarks>Devlin et al. 2019, arXiv:1810.04805, as its tokenization.py has it.</remarks>
/// <param name="cleans">Whether control characters are left out and white space becomes spaces.</param>
/// <param name="separates">Whether CJK characters get spaces around them.</param>
/// <param name="stripsAccents">Whether accents are left out.</param>
/// <param name="lowers">Whether the text is made lower case.</param>
internal sealed class BertNormalizer(bool cleans, bool separates, bool stripsAccents, bool lowers) : ITextNormalizer
{
    private static readonly CodePointSet s_cjk = CodePointSet.Ranges(
        [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]);

    private static readonly CodePointSet s_controls = UnicodeSets.Union("Cc", "Cf", "Co").Or(CodePointSet.Ranges([(0, 0), (0xFFFD, 0xFFFD)])).And(CodePointSet.Ranges([('\t', '\n'), ('\r', '\r')]).Not());
    private static readonly OmitNormalizer s_accents = new(UnicodeSets.Union("Mn"));
    private static readonly NormalFormNormalizer s_decomposed = new(compatible: false, composes: false);
    private static readonly LowercaseNormalizer s_lowercase = new();

    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        TextRewrite result = new(text, places);
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            (int start, int end) = (at, at + rune.Utf16SequenceLength);
            at = end;
            if (cleans && s_controls.Contains(rune.Value)) continue;
            if (cleans && UnicodeSets.WhiteSpace.Contains(rune.Value)) result.Put(" ", start, end);
            else if (separates && s_cjk.Contains(rune.Value)) result.Put($" {rune} ", start, end);
            else result.Keep(start, end);
        }

        text = result.Finish();
        if (stripsAccents) text = s_accents.Apply(s_decomposed.Apply(text, places), places);
        return lowers ? s_lowercase.Apply(text, places) : text;
    }
}
