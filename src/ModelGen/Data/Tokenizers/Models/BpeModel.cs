using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Byte-pair encoding: words begin as bytes or characters, and learned pairs of neighbours become one token.</summary>
internal sealed class BpeModel : ITokenModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly BpeMerges _merges;
    private readonly BpeOptions _options;
    private readonly int[] _bytes = new int[256];

    /// <param name="vocabulary">The tokens.</param>
    /// <param name="merges">The merges, whose tokens are of the vocabulary.</param>
    /// <param name="options">What else a file says.</param>
    public BpeModel(Dictionary<string, int> vocabulary, BpeMerges merges, BpeOptions options)
    {
        (_vocabulary, _merges, _options) = (vocabulary, merges, options);
        _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int value = 0; value < 256; value++)
        {
            string token = options.IsByteLevel ? ByteAlphabet.Write([(byte)value]) : string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
            _bytes[value] = vocabulary.GetValueOrDefault(token, -1);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    /// <summary>The 256 bytes and one token per merge.</summary>
    public static BpeModel FromMerges(List<(int Left, int Right)> pairs)
    {
        List<byte[]> tokens = [];
        BpeMerges merges = new();
        for (int i = 0; i < 256; i++) tokens.Add([(byte)i]);
        foreach ((int left, int right) in pairs)
        {
            merges.Add(left, right, tokens.Count);
            tokens.Add([.. tokens[left], .. tokens[right]]);
        }

        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        for (int id = 0; id < tokens.Count; id++) vocabulary.Add(ByteAlphabet.Write(tokens[id]), id);
        return new BpeModel(vocabulary, merges, BpeOptions.ByteLevel);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places = null)
    {
        if (_options.IsByteLevel)
        {
            EncodeBytes(word, ids, places);
        }
        else if (_options.KeepsWholeWords && _lookup.TryGetValue(word, out int whole))
        {
            ids.Add(whole);
            places?.Add((0, word.Length));
        }
        else
        {
            EncodeCharacters(word, ids, places);
        }
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        _options.Write(json);
        string[] tokens = WriteVocabulary(json, _vocabulary);
        json.WriteStartArray("merges");
        foreach ((int left, int right) in _merges.InOrder()) WriteMerge(json, tokens[left], tokens[right]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the <c>vocab</c> of a model, and gives the tokens by their ids.</summary>
    internal static string[] WriteVocabulary(Utf8JsonWriter json, Dictionary<string, int> vocabulary)
    {
        string[] tokens = new string[vocabulary.Count == 0 ? 0 : vocabulary.Values.Max() + 1];
        foreach ((string token, int id) in vocabulary) tokens[id] = token;
        json.WriteStartObject("vocab");
        foreach (string token in tokens)
        {
            if (token is not null) json.WriteNumber(token, vocabulary[token]);
        }

        json.WriteEndObject();
        return tokens;
    }

    // The older of two ways, which every reader knows, where there can be no space in a token.
    private void WriteMerge(Utf8JsonWriter json, string left, string right)
    {
        if (_options.IsByteLevel)
        {
            json.WriteStringValue(left + " " + right);
            return;
        }

        json.WriteStartArray();
        json.WriteStringValue(left);
        json.WriteStringValue(right);
        json.WriteEndArray();
    }

    private void EncodeBytes(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places)
    {
        const int Few = 256;
        int most = Encoding.UTF8.GetMaxByteCount(word.Length);
        Span<byte> bytes = most <= Few ? stackalloc byte[Few] : new byte[most];
        bytes = bytes[..Encoding.UTF8.GetBytes(word, bytes)];
        if (_options.KeepsWholeWords && _vocabulary.TryGetValue(ByteAlphabet.Write(bytes), out int whole))
        {
            ids.Add(whole);
            places?.Add((0, word.Length));
            return;
        }

        Span<int> tokens = bytes.Length <= Few ? stackalloc int[bytes.Length] : new int[bytes.Length];
        for (int i = 0; i < tokens.Length; i++) tokens[i] = _bytes[bytes[i]];
        if (places is null)
        {
            _merges.Apply(tokens, ids);
            return;
        }

        int[] lengths = new int[tokens.Length];
        Array.Fill(lengths, 1);
        AddPlaces(lengths.AsSpan(0, _merges.Apply(tokens, ids, lengths)), BytesOf(word), places);
    }

    // A character without a token is written in bytes if all of them have one, else it is unknown, or left out if there is no token for that.
    private void EncodeCharacters(ReadOnlySpan<char> word, List<int> ids, List<(int Start, int End)>? places)
    {
        List<int> tokens = new(word.Length);
        List<(int Start, int End)>? sources = places is null ? null : new(word.Length);
        bool isUnknown = false; // an unknown character that is not yet among the tokens
        (int Start, int End) unknown = default;
        Span<byte> bytes = stackalloc byte[4];
        for (int at = 0, length; at < word.Length; at += length)
        {
            Rune.DecodeFromUtf16(word[at..], out Rune rune, out length);
            (int Start, int End) own = (at, at + length);
            bool isLast = at + length == word.Length;
            string? affixed = _options.Affix(word.Slice(at, length), isFirst: at == 0, isLast);
            if (_lookup.TryGetValue(affixed ?? word.Slice(at, length), out int id))
            {
                if (isUnknown) Add(_options.Unknown, unknown);
                isUnknown = false;
                Add(id, own);
            }
            else if (_options.FallsBack && AddBytes(affixed is null ? bytes[..rune.EncodeToUtf8(bytes)] : Encoding.UTF8.GetBytes(affixed), tokens))
            {
                // An unknown character before it stays behind it: so do those of the models' makers.
                while (sources?.Count < tokens.Count) sources.Add(own);
            }
            else if (_options.Unknown >= 0)
            {
                if (isUnknown && !_options.FusesUnknown) Add(_options.Unknown, unknown);
                unknown = isUnknown && _options.FusesUnknown ? (unknown.Start, own.End) : own;
                isUnknown = true;
            }
        }

        if (isUnknown) Add(_options.Unknown, unknown);
        if (places is null)
        {
            _merges.Apply(CollectionsMarshal.AsSpan(tokens), ids);
            return;
        }

        int[] lengths = new int[tokens.Count];
        Array.Fill(lengths, 1);
        AddPlaces(lengths.AsSpan(0, _merges.Apply(CollectionsMarshal.AsSpan(tokens), ids, lengths)), sources!, places);

        void Add(int id, (int, int) place)
        {
            tokens.Add(id);
            sources?.Add(place);
        }
    }

    // The characters that the bytes of a word are of.
    private static List<(int Start, int End)> BytesOf(ReadOnlySpan<char> word)
    {
        List<(int, int)> sources = [];
        int at = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            for (int i = 0; i < rune.Utf8SequenceLength; i++) sources.Add((at, at + rune.Utf16SequenceLength));
            at += rune.Utf16SequenceLength;
        }

        return sources;
    }

    private static void AddPlaces(ReadOnlySpan<int> lengths, List<(int Start, int End)> sources, List<(int Start, int End)> places)
    {
        int at = 0;
        foreach (int length in lengths)
        {
            places.Add((sources[at].Start, sources[at + length - 1].End));
            at += length;
        }
    }

    private bool AddBytes(ReadOnlySpan<byte> bytes, List<int> tokens)
    {
        foreach (byte value in bytes)
        {
            if (_bytes[value] < 0) return false;
        }

        foreach (byte value in bytes) tokens.Add(_bytes[value]);
        return true;
    }
}
