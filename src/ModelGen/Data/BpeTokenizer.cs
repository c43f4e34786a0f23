using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>Byte-level byte-pair encoding, as GPT-2 and most later models have it: every text can be encoded, and decoding gives it back.</summary>
/// <remarks>Special tokens in a text become their ids; nothing is added before or behind it. Reads and writes Hugging Face's <c>tokenizer.json</c>.</remarks>
public sealed class BpeTokenizer : ITokenizer
{
    /// <summary>The token that ends a text, by GPT-2's name.</summary>
    public const string EndOfText = "<|endoftext|>";

    private readonly BpeModel _model;
    private readonly int[] _bytes = new int[256];
    private readonly Dictionary<string, int> _special = new(StringComparer.Ordinal);
    private readonly Regex? _specialPattern;

    internal BpeTokenizer(BpeModel model)
    {
        _model = model;
        Array.Fill(_bytes, -1);
        for (int id = 0; id < model.Tokens.Length; id++)
        {
            if (model.Tokens[id] is { Length: 1 } single) _bytes[single[0]] = id;
        }

        List<string> patterns = [];
        foreach (SpecialToken token in model.Special) _special.TryAdd(token.Text, token.Id);
        List<SpecialToken> longestFirst = [.. model.Special];
        longestFirst.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
        foreach (SpecialToken token in longestFirst) patterns.Add(token.Pattern());
        if (patterns.Count > 0) _specialPattern = new Regex(string.Join('|', patterns), RegexOptions.CultureInvariant);
    }

    /// <inheritdoc/>
    public int Vocabulary => _model.Tokens.Length;

    /// <summary>Learns a vocabulary.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="vocabulary">Its size: 256 bytes, learned tokens and special ones. Texts without enough repetition give fewer.</param>
    /// <param name="special">Special tokens, at the end of the vocabulary; none given: <see cref="EndOfText"/>.</param>
    /// <exception cref="ArgumentException">The vocabulary is too small for bytes and special tokens, or the texts are empty.</exception>
    public static BpeTokenizer Train(IEnumerable<string> texts, int vocabulary, params ReadOnlySpan<string> special)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] names = special.IsEmpty ? [EndOfText] : special.ToArray();
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 256 + names.Length);
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            foreach (ReadOnlySpan<char> word in BpeSplit.Gpt2.Split(text)) CollectionsMarshal.GetValueRefOrAddDefault(counts, word.ToString(), out _)++;
        }

        if (counts.Count == 0) throw new ArgumentException("The texts are empty: a tokenizer learns from what occurs in them", nameof(texts));
        List<(byte[], long)> words = [];
        foreach ((string word, long count) in counts) words.Add((Encoding.UTF8.GetBytes(word), count));
        return new BpeTokenizer(BpeModel.FromMerges(BpeTrainer.Train(words, vocabulary - 256 - names.Length), names));
    }

    /// <summary>The id of a special token.</summary>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public int Special(string token) => _special.TryGetValue(token, out int id) ? id : throw new ArgumentException($"There is no special token '{token}': there are {string.Join(", ", _special.Keys)}", nameof(token));

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        int start = 0;
        for (Match? match = _specialPattern?.Match(text); match is { Success: true }; match = match.NextMatch())
        {
            EncodePlain(text[start..match.Index], ids);
            ids.Add(_special.TryGetValue(match.Value, out int id) ? id : _special[match.Value.Trim()]);
            start = match.Index + match.Length;
        }

        EncodePlain(start == 0 ? text : text[start..], ids);
        return [.. ids];
    }

    /// <summary>Decodes ids. Bytes that are no UTF-8, such as half a character, become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(BpeTokenizer), nameof(ids));
        MemoryStream bytes = new();
        foreach (int id in ids) bytes.Write(_model.Tokens[id] ?? []);
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Writes a <c>tokenizer.json</c>; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, _model.Write);

    /// <summary>Reads a <c>tokenizer.json</c> of the byte-level BPE kind.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or of a kind that would be encoded differently here: it says which part.</exception>
    public static BpeTokenizer Load(string path) => new(TokenizerFile.Read(path, BpeFile.Read));

    private void EncodePlain(string text, List<int> ids)
    {
        if (text.Length == 0) return;
        if (_model.Normalizes) text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
        if (_model.AddsSpace && text[0] != ' ') text = " " + text;
        byte[] bytes = [];
        foreach (ReadOnlySpan<char> word in _model.Split.Split(text))
        {
            int most = Encoding.UTF8.GetMaxByteCount(word.Length);
            if (bytes.Length < most) bytes = new byte[most];
            ReadOnlySpan<byte> encoded = bytes.AsSpan(0, Encoding.UTF8.GetBytes(word, bytes));
            if (_model.KeepsWholeWords && _model.Whole.TryGetValue(ByteAlphabet.Write(encoded), out int whole))
            {
                ids.Add(whole);
                continue;
            }

            int[] tokens = new int[encoded.Length];
            for (int i = 0; i < tokens.Length; i++) tokens[i] = _bytes[encoded[i]];
            _model.Merges.Apply(tokens, ids);
        }
    }
}
