using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Pieces with a score each: of all ways to make a word of them the one whose scores have the largest sum.</summary>
/// <remarks>Kudo 2018, arXiv:1804.10959; the search is Viterbi's. Ties go to what begins further left, as in SentencePiece and Hugging Face's tokenizers.</remarks>
internal sealed class UnigramModel : ITokenModel
{
    // What SentencePiece takes off the least score for a character that is in no piece.
    private const double UnknownPenalty = 10;

    private readonly IReadOnlyList<(string Piece, double Score)> _pieces;
    private readonly Dictionary<string, int> _vocabulary = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly PieceTrie _trie = new();
    private readonly int[] _bytes = new int[256];
    private readonly int _unknown;
    private readonly bool _fallsBack;
    private readonly double _unknownScore;

    /// <param name="pieces">The pieces by their ids.</param>
    /// <param name="unknown">The piece that stands for what is in none; -1: there is none.</param>
    /// <param name="fallsBack">Whether that is written in bytes, where all of them are pieces.</param>
    /// <param name="unused">Pieces that no text is made of, such as bytes.</param>
    public UnigramModel(IReadOnlyList<(string Piece, double Score)> pieces, int unknown, bool fallsBack, IReadOnlySet<int>? unused = null)
    {
        (_pieces, _unknown, _fallsBack) = (pieces, unknown, fallsBack);
        _lookup = _vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int id = 0; id < pieces.Count; id++)
        {
            _vocabulary[pieces[id].Piece] = id;
            if (pieces[id].Piece.Length > 0 && unused?.Contains(id) != true) _trie.Add(pieces[id].Piece, id);
        }

        _unknownScore = pieces.Min(piece => piece.Score) - UnknownPenalty;
        for (int value = 0; value < 256; value++) _bytes[value] = _vocabulary.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places = null)
    {
        // Where the best way to each place comes from; the last piece of it. Unknown characters side by side are one.
        (int From, int Id)[] best = Best(word);
        List<(int Start, int End)> parts = [];
        for (int end = word.Length; end > 0;)
        {
            int start = best[end].From;
            while (start > 0 && best[end].Id == _unknown && best[start].Id == _unknown) start = best[start].From;
            parts.Add((start, end));
            end = start;
        }

        for (int i = parts.Count - 1; i >= 0; i--) Add(word[parts[i].Start..parts[i].End], parts[i], ids, places);
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "Unigram");
        if (_unknown < 0) json.WriteNull("unk_id");
        else json.WriteNumber("unk_id", _unknown);
        json.WriteStartArray("vocab");
        foreach ((string piece, double score) in _pieces)
        {
            json.WriteStartArray();
            json.WriteStringValue(piece);
            json.WriteNumberValue(score);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBoolean("byte_fallback", _fallsBack);
        json.WriteEndObject();
    }

    private (int From, int Id)[] Best(ReadOnlySpan<char> word)
    {
        (int From, int Id)[] best = new (int, int)[word.Length + 1];
        double[] scores = new double[word.Length + 1];
        for (int i = 1; i < best.Length; i++) best[i].From = -1;
        for (int start = 0, length; start < word.Length; start += length)
        {
            Rune.DecodeFromUtf16(word[start..], out _, out length);
            double before = scores[start];
            bool isKnown = false;
            for (int at = start, node = 0; at < word.Length && (node = _trie.Next(node, word[at])) >= 0;)
            {
                int id = _trie.Id(node);
                at++;
                if (id < 0) continue;
                isKnown |= at == start + length;
                Offer(at, before + _pieces[id].Score, id);
            }

            if (!isKnown) Offer(start + length, before + _unknownScore, _unknown);

            void Offer(int end, double score, int id)
            {
                if (best[end].From >= 0 && !(score > scores[end])) return;
                (best[end], scores[end]) = ((start, id), score);
            }
        }

        return best;
    }

    private void Add(ReadOnlySpan<char> part, (int, int) place, List<int> ids, List<(int Start, int End)>? places)
    {
        int count = ids.Count;
        if (_lookup.TryGetValue(part, out int id)) ids.Add(id);
        else if (!(_fallsBack && AddBytes(part, ids)) && _unknown >= 0) ids.Add(_unknown);
        for (; places is not null && count < ids.Count; count++) places.Add(place);
    }

    private bool AddBytes(ReadOnlySpan<char> part, List<int> ids)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(part.ToArray());
        if (Array.Exists(bytes, value => _bytes[value] < 0)) return false;
        foreach (byte value in bytes) ids.Add(_bytes[value]);
        return true;
    }
}
