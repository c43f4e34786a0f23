using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Data.Tokenizers.Patterns;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>One token per word, number, line break or other character as one sees it: an emoji is one, whatever it is made of. Id 0 is padding, id 1 every word that is not known.</summary>
public sealed class WordTokenizer : ITokenizer
{
    /// <summary>The id of padding.</summary>
    public const int Padding = 0;

    /// <summary>The id of words that are not known.</summary>
    public const int Unknown = 1;

    private const string PaddingText = "<pad>";
    private const string UnknownText = "<unk>";
    private const string NoSpaceBefore = ".,;:!?)]}»”’\n";
    private const string NoSpaceAfter = "([{«“‘\n";

    // Letters with digits, marks and joiners, also behind an apostrophe or a hyphen; digits; a line break; any other sign.
    private static readonly Lazy<TextPattern> s_words = new(() => new TextPattern(
        @"\p{L}[\p{L}\p{M}\p{Nd}\u200C\u200D]*(?:['’\-][\p{L}\p{M}\p{Nd}\u200C\u200D]+)*|\p{Nd}+|\n|\S"));

    private readonly string[] _words;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    private WordTokenizer(string[] words, bool lowercase)
    {
        (_words, IsLowercase) = (words, lowercase);
        for (int i = 0; i < words.Length; i++)
        {
            if (!_ids.TryAdd(words[i], i)) throw new FormatException($"the word '{Weights.Text.Clip(words[i])}' is there twice");
        }
    }

    /// <inheritdoc/>
    public int Vocabulary => _words.Length;

    /// <summary>Whether texts are made lower case first.</summary>
    public bool IsLowercase { get; }

    /// <summary>A tokenizer for the words of some texts, the most frequent ones first; of equally frequent ones those first that sort first.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="maximum">The largest vocabulary, padding and the unknown word included.</param>
    /// <param name="least">How often a word must occur.</param>
    /// <param name="lowercase">Whether texts are made lower case first.</param>
    /// <exception cref="ArgumentException">There are no words.</exception>
    public static WordTokenizer Train(IEnumerable<string> texts, int maximum = int.MaxValue, int least = 1, bool lowercase = false)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            foreach (ReadOnlyMemory<char> word in Words(text, lowercase)) CollectionsMarshal.GetValueRefOrAddDefault(counts.GetAlternateLookup<ReadOnlySpan<char>>(), word.Span, out _)++;
        }

        List<string> kept = [];
        foreach ((string word, long count) in counts)
        {
            if (count >= least && word is not (PaddingText or UnknownText)) kept.Add(word);
        }

        if (kept.Count == 0) throw new ArgumentException("The texts have no words: a tokenizer needs those that it is to know", nameof(texts));
        kept.Sort((a, b) => counts[a] != counts[b] ? counts[b].CompareTo(counts[a]) : string.CompareOrdinal(a, b));
        if (kept.Count > maximum - 2) kept.RemoveRange(maximum - 2, kept.Count - (maximum - 2));
        return new WordTokenizer([PaddingText, UnknownText, .. kept], lowercase);
    }

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        List<int> ids = [];
        foreach (ReadOnlyMemory<char> word in Words(text, IsLowercase)) ids.Add(lookup.TryGetValue(word.Span, out int id) ? id : Unknown);
        return [.. ids];
    }

    /// <summary>Decodes ids; words are joined by spaces where one writes them, padding is left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(WordTokenizer), nameof(ids));
        StringBuilder text = new();
        foreach (int id in ids)
        {
            if (id == Padding) continue;
            string word = _words[id];
            bool joins = text.Length == 0 || NoSpaceBefore.Contains(word[0], StringComparison.Ordinal) || NoSpaceAfter.Contains(text[^1], StringComparison.Ordinal);
            if (!joins) text.Append(' ');
            text.Append(word);
        }

        return text.ToString();
    }

    /// <summary>Writes the words as JSON; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="System.IO.IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("type", "words");
        json.WriteBoolean("lowercase", IsLowercase);
        json.WriteStartArray("words");
        foreach (string word in _words) json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="System.IO.FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged.</exception>
    public static WordTokenizer Load(string path) => TokenizerFile.Read(path, root =>
    {
        List<string> words = [];
        foreach (JsonElement word in root.GetProperty("words").EnumerateArray())
        {
            string text = word.GetString() ?? "";
            words.Add(text.Length > 0 ? text : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"word {words.Count} is empty")));
        }

        if (words.Count < 2 || words[Padding] != PaddingText || words[Unknown] != UnknownText) throw new FormatException($"its words do not begin with {PaddingText} and {UnknownText}");
        return new WordTokenizer([.. words], root.GetProperty("lowercase").GetBoolean());
    });

    private static bool IsStart(string text, int at) =>
        char.IsWhiteSpace(text[at]) || CharUnicodeInfo.GetUnicodeCategory(text, at) is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;

    private static IEnumerable<ReadOnlyMemory<char>> Words(string text, bool lowercase)
    {
        text = TokenPipeline.WellFormed(text);
        if (lowercase) text = text.ToLowerInvariant();
        PatternMatches matches = s_words.Value.Matches(text);
        int done = 0;
        while (matches.MoveNext())
        {
            if (matches.Start < done) continue;
            // What is seen as one character stays together: marks, variants, skin tones, joined emoji, flags. Letters, digits and white space begin something else all the same.
            int last = matches.End - (char.IsLowSurrogate(text[matches.End - 1]) ? 2 : 1);
            int end = last + StringInfo.GetNextTextElementLength(text.AsSpan(last));
            for (done = matches.End; done < end && !IsStart(text, done);) done += char.IsHighSurrogate(text[done]) ? 2 : 1;
            yield return text.AsMemory(matches.Start, done - matches.Start);
        }
    }
}
