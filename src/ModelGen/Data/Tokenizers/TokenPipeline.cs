using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers.Decoders;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Data.Tokenizers.Models;
using ModelGen.Data.Tokenizers.Normalization;
using ModelGen.Data.Tokenizers.Splitting;
using ModelGen.Data.Tokenizers.Templates;

namespace ModelGen.Data.Tokenizers;

/// <summary>From texts to ids and back: raw added tokens, normaliser, normalised added tokens, words, tokens.</summary>
internal sealed class TokenPipeline
{
    private readonly IReadOnlyList<AddedToken> _added;
    private readonly TokenizerSections _sections;
    private readonly ITextNormalizer? _normalizer;
    private readonly ISplitter _splitter;
    private readonly ITokenModel _model;
    private readonly ITextDecoder? _decoder;
    private readonly TokenTemplate _template;
    private readonly AddedTokenFinder _raw;
    private readonly AddedTokenFinder _normalized;
    private readonly string?[] _tokens;
    private readonly bool[] _isAdded;
    private readonly bool[] _isSpecial;

    /// <param name="added">The added tokens.</param>
    /// <param name="sections">The other parts of the file.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="FormatException">A part is of a kind that is not known here.</exception>
    public TokenPipeline(IReadOnlyList<AddedToken> added, TokenizerSections sections, ITokenModel model)
    {
        (_added, _sections, _model) = (added, sections, model);
        _normalizer = NormalizerFile.Read(sections.Normalizer);
        (_splitter, bool isByteLevel) = SplitterFile.Read(sections.PreTokenizer);
        _decoder = isByteLevel ? null : DecoderFile.Read(sections.Decoder);
        _template = TemplateFile.Read(sections.PostProcessor);
        Options = OptionsFile.Read(sections);
        (_raw, _normalized) = (Finder(isNormalized: false), Finder(isNormalized: true));
        int count = 0;
        foreach (int id in model.Vocabulary.Values) count = Math.Max(count, id + 1);
        foreach (AddedToken token in added) count = Math.Max(count, token.Id + 1);
        if (_template.LargestId >= count) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"its post_processor has the id {_template.LargestId}, and there are {count}"));
        (_tokens, _isAdded, _isSpecial) = (new string?[count], new bool[count], new bool[count]);
        foreach ((string text, int id) in model.Vocabulary) _tokens[id] = text;
        foreach (AddedToken token in added) (_tokens[token.Id], _isAdded[token.Id], _isSpecial[token.Id]) = (Sought(token), true, token.IsSpecial);
    }

    /// <summary>What the file says of cutting and padding.</summary>
    public EncodingOptions Options { get; }

    /// <summary>One more than the largest id.</summary>
    public int Vocabulary => _tokens.Length;

    /// <summary>The tokens that are found before words are.</summary>
    public IReadOnlyList<AddedToken> Added => _added;

    /// <summary>The id of a token; null: there is none.</summary>
    public int? Id(string token)
    {
        foreach (AddedToken added in _added)
        {
            if (added.Text == token) return added.Id;
        }

        return _model.Vocabulary.TryGetValue(token, out int id) ? id : null;
    }

    /// <summary>The token of an id; null: there is none.</summary>
    public string? Token(int id) => _tokens[id];

    /// <summary>Encodes a text or two with what the file puts around them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That is longer than <paramref name="maximum"/>.</exception>
    public TokenizedText Tokenize(string text, string? pair, int maximum, TruncationSide side = default, TruncationOrder order = default) =>
        _template.Apply(EncodeWithPlaces(text), pair is null ? null : EncodeWithPlaces(pair), maximum, side, order);

    /// <summary>The same of all of a text, in windows.</summary>
    public IReadOnlyList<TokenizedText> Windows(string text, string? pair, EncodingOptions options) =>
        _template.Windows(EncodeWithPlaces(text), pair is null ? null : EncodeWithPlaces(pair), options.Maximum, options.Stride, options.TruncationSide, options.TruncationOrder);

    /// <summary>Encodes a text; what is no UTF-16 in it is U+FFFD.</summary>
    public List<int> Encode(string text)
    {
        List<int> ids = [];
        Encode(text, ids, null);
        return ids;
    }

    private EncodedText EncodeWithPlaces(string text)
    {
        EncodedText encoded = new([], []);
        Encode(text, encoded.Ids, encoded.Places);
        for (int i = 0; i < encoded.Places.Count; i++) encoded.Places[i] = Rounded(text, encoded.Places[i]);
        return encoded;
    }

    // Whole characters, and without white space at the ends where that is part of tokens but not of what a reader would mark.
    private (int, int) Rounded(string text, (int Start, int End) place)
    {
        (int start, int end) = place;
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start])) start--;
        if (end > start && end < text.Length && char.IsLowSurrogate(text[end])) end++;
        while (_template.TrimsPlaces && start < end && char.IsWhiteSpace(text[start])) start++;
        while (_template.TrimsPlaces && end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    private void Encode(string text, List<int> ids, List<(int Start, int End)>? places)
    {
        List<(int Start, int End)>? own = places is null ? null : [];
        List<TextPiece> pieces = [];
        text = WellFormed(text);
        foreach (AddedTokenPart part in _raw.Cut(text))
        {
            if (part.Token is not null)
            {
                ids.Add(part.Token.Id);
                places?.Add((part.Start, part.End));
                continue;
            }

            string normalized = text[part.Start..part.End];
            TextPlaces? sources = places is null ? null : new TextPlaces(part.Start, normalized.Length);
            if (_normalizer is not null) normalized = WellFormed(_normalizer.Apply(normalized, sources));
            foreach (AddedTokenPart inner in _normalized.Cut(normalized))
            {
                if (inner.Token is not null)
                {
                    ids.Add(inner.Token.Id);
                    places?.Add(sources!.Of(inner.Start, inner.End));
                    continue;
                }

                pieces.Clear();
                _splitter.Split(normalized[inner.Start..inner.End], part.Start == 0 && inner.Start == 0, pieces);
                foreach (TextPiece piece in pieces)
                {
                    own?.Clear();
                    _model.Encode(piece.Span, ids, own);
                    for (int i = 0; i < own?.Count; i++) places!.Add(sources!.Of(inner.Start + piece.Place(own[i].Start), inner.Start + piece.Place(own[i].End)));
                }
            }
        }
    }

    /// <summary>Decodes ids. Bytes that are no UTF-8, such as half a character, become U+FFFD.</summary>
    public string Decode(ReadOnlySpan<int> ids, bool skipsSpecial = false)
    {
        if (skipsSpecial)
        {
            List<int> kept = [];
            foreach (int id in ids)
            {
                if (!_isSpecial[id]) kept.Add(id);
            }

            ids = CollectionsMarshal.AsSpan(kept);
        }

        if (_decoder is null) return DecodeBytes(ids);
        List<string> tokens = new(ids.Length);
        foreach (int id in ids)
        {
            if (_tokens[id] is string token) tokens.Add(token);
        }

        return string.Concat(_decoder.Apply(tokens));
    }

    /// <summary>Writes a <c>tokenizer.json</c>.</summary>
    public void Write(Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        Write(json, "truncation", _sections.Truncation);
        Write(json, "padding", _sections.Padding);
        AddedTokensFile.Write(json, _added);
        Write(json, "normalizer", _sections.Normalizer);
        Write(json, "pre_tokenizer", _sections.PreTokenizer);
        Write(json, "post_processor", _sections.PostProcessor);
        Write(json, "decoder", _sections.Decoder);
        json.WritePropertyName("model");
        _model.Write(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, JsonElement section)
    {
        json.WritePropertyName(name);
        section.WriteTo(json);
    }

    private string DecodeBytes(ReadOnlySpan<int> ids)
    {
        MemoryStream bytes = new();
        foreach (int id in ids)
        {
            if (_tokens[id] is string token) bytes.Write((_isAdded[id] ? null : ByteAlphabet.Read(token)) ?? Encoding.UTF8.GetBytes(token));
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    // Marks come first: of two that look alike once normalised, the first is found.
    private AddedTokenFinder Finder(bool isNormalized)
    {
        List<(string, AddedToken)> tokens = [];
        foreach (bool isSpecial in new[] { true, false })
        {
            foreach (AddedToken token in _added)
            {
                if (token.IsSpecial != isSpecial || token.IsNormalized != isNormalized) continue;
                string text = Sought(token);
                if (text.Length is 0 or > AddedTokenFinder.Longest) throw new FormatException($"its added token '{Weights.Text.Clip(token.Text)}' is empty or too long once it is normalised");
                tokens.Add((text, token));
            }
        }

        return new AddedTokenFinder(tokens);
    }

    // What an added token looks like in the text in which it is sought; so it is decoded, too.
    private string Sought(AddedToken token) => token.IsNormalized && _normalizer is not null && !NormalizerFile.IsSentencePiece(_sections.Normalizer) ? WellFormed(_normalizer.Apply(token.Text)) : token.Text;

    /// <summary>A text with U+FFFD for each half of a surrogate pair.</summary>
    internal static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
