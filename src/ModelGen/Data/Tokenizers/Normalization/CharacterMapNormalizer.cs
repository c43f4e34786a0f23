using System;
using System.Globalization;
using System.Text;

namespace ModelGen.Data.Tokenizers.Normalization;

/// <summary>Writes characters as a <see cref="CharacterMap"/> says.</summary>
/// <param name="map">The table.</param>
/// <param name="isSentencePiece">Whether the longest beginning that the table has is replaced, wherever it is; if not, then as Hugging Face's tokenizers do: first what one sees as one character, if it is short, whole and by its shortest beginning, else code point by code point.</param>
internal sealed class CharacterMapNormalizer(CharacterMap map, bool isSentencePiece) : ITextNormalizer
{
    private const int ShortCluster = 6; // in bytes, less than which is tried whole
    private const int LongestKey = 64;

    /// <inheritdoc/>
    public string Apply(string text, TextPlaces? places = null)
    {
        TextRewrite result = new(text, places);
        Span<byte> bytes = stackalloc byte[LongestKey];
        for (int start = 0; start < text.Length;)
        {
            if (isSentencePiece)
            {
                Encoding.UTF8.TryGetBytes(Window(text, start), bytes, out int count);
                start = Replace(text, start, bytes[..count], longest: true, null, result);
                continue;
            }

            int end = start + StringInfo.GetNextTextElementLength(text, start);
            if (Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start)) < ShortCluster)
            {
                int count = Encoding.UTF8.GetBytes(text.AsSpan(start, end - start), bytes);
                if (map.Find(bytes[..count], longest: false, out _) is ReadOnlyMemory<byte> whole)
                {
                    result.Put(Encoding.UTF8.GetString(whole.Span), start, end);
                    start = end;
                    continue;
                }
            }

            while (start < end)
            {
                Rune rune = Rune.GetRuneAt(text, start);
                start = Replace(text, start, bytes[..rune.EncodeToUtf8(bytes)], longest: false, rune.Utf16SequenceLength, result);
            }
        }

        return result.Finish();
    }

    // Puts what the bytes from a place on begin with, or keeps a code point; gives where it goes on.
    private int Replace(string text, int start, ReadOnlySpan<byte> bytes, bool longest, int? taken, TextRewrite result)
    {
        ReadOnlyMemory<byte>? found = map.Find(bytes, longest, out int length);
        int end = start + (taken ?? (found is null ? Rune.GetRuneAt(text, start).Utf16SequenceLength : Encoding.UTF8.GetCharCount(bytes[..length])));
        if (end < text.Length && char.IsLowSurrogate(text[end])) end++; // a damaged table may end within a character
        if (found is ReadOnlyMemory<byte> content) result.Put(Encoding.UTF8.GetString(content.Span), start, end);
        else result.Keep(start, end);
        return end;
    }

    // Whole code points, whose bytes fit; no key of a table is that long.
    private static ReadOnlySpan<char> Window(string text, int start)
    {
        int end = Math.Min(text.Length, start + (LongestKey / 3));
        if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        return text.AsSpan(start, end - start);
    }
}
