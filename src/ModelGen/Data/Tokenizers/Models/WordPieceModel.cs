using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Of a word's pieces the longest first: what does not begin a word has a prefix. A word that is not made of pieces is unknown.</summary>
/// <remarks>Wu et al. 2016, arXiv:1609.08144; the search is that of Devlin et al. 2019, arXiv:1810.04805.</remarks>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string _unknown;
    private readonly string _prefix;
    private readonly int _longestWord;
    private readonly int _longest;

    /// <param name="vocabulary">The pieces.</param>
    /// <param name="unknown">The piece that stands for words that are not known; of the vocabulary.</param>
    /// <param name="prefix">What is before pieces that do not begin a word.</param>
    /// <param name="longestWord">Longer words, in code points, are unknown.</param>
    public WordPieceModel(Dictionary<string, int> vocabulary, string unknown, string prefix, int longestWord)
    {
        (_vocabulary, _unknown, _prefix, _longestWord) = (vocabulary, unknown, prefix, longestWord);
        _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string piece in vocabulary.Keys) _longest = Math.Max(_longest, piece.Length);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places = null)
    {
        int count = ids.Count, placed = places?.Count ?? 0;
        if (CodePoints(word) > _longestWord || !AddPieces(word, ids, places))
        {
            ids.RemoveRange(count, ids.Count - count);
            ids.Add(_vocabulary[_unknown]);
            places?.RemoveRange(placed, places.Count - placed);
            places?.Add((0, word.Length));
        }
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "WordPiece");
        json.WriteString("unk_token", _unknown);
        json.WriteString("continuing_subword_prefix", _prefix);
        json.WriteNumber("max_input_chars_per_word", _longestWord);
        BpeModel.WriteVocabulary(json, _vocabulary);
        json.WriteEndObject();
    }

    private bool AddPieces(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places)
    {
        char[] buffer = new char[_longest];
        _prefix.AsSpan(0, Math.Min(_prefix.Length, _longest)).CopyTo(buffer);
        for (int start = 0; start < word.Length;)
        {
            int before = start == 0 ? 0 : _prefix.Length;
            int length = Math.Min(word.Length - start, _longest - before);
            int id = -1;
            for (; length > 0; length--)
            {
                // Not between the halves of a pair.
                if (start + length < word.Length && char.IsLowSurrogate(word[start + length])) continue;
                word.Slice(start, length).CopyTo(buffer.AsSpan(before));
                if (_lookup.TryGetValue(buffer.AsSpan(0, before + length), out id)) break;
            }

            if (length <= 0) return false;
            ids.Add(id);
            places?.Add((start, start + length));
            start += length;
            _prefix.AsSpan(0, Math.Min(_prefix.Length, _longest)).CopyTo(buffer);
        }

        return true;
    }

    private static int CodePoints(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (Rune _ in word.EnumerateRunes()) count++;
        return count;
    }
}
