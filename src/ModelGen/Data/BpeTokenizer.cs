using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Data.Tokenizers.Models;
using ModelGen.Data.Tokenizers.Splitting;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>Byte-pair encoding. What is learned here is byte-level, as GPT-2 and most later models have it: every text can be encoded, and decoding gives it back.</summary>
/// <remarks>Special tokens in a text become their ids; nothing is added before or behind it. Reads and writes Hugging Face's <c>tokenizer.json</c>, also of models whose tokens are characters (SentencePiece).</remarks>
public sealed class BpeTokenizer : ITokenizer
{
    /// <summary>The token that ends a text, by GPT-2's name.</summary>
    public const string EndOfText = "<|endoftext|>";

    private readonly TokenPipeline _pipeline;
    private readonly Dictionary<string, int> _special = new(StringComparer.Ordinal);

    private BpeTokenizer(TokenPipeline pipeline)
    {
        _pipeline = pipeline;
        foreach (AddedToken token in pipeline.Added) _special.TryAdd(token.Text, token.Id);
    }

    /// <inheritdoc/>
    public int Vocabulary => _pipeline.Vocabulary;

    /// <summary>Learns a vocabulary.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="vocabulary">Its size: 256 bytes, learned tokens and special ones. Texts without enough repetition give fewer.</param>
    /// <param name="special">Special tokens, at the end of the vocabulary; none given: <see cref="EndOfText"/>.</param>
    /// <exception cref="ArgumentException">The vocabulary is too small for bytes and special tokens, the texts are empty, or a special token is empty, there twice or longer than 1000 characters.</exception>
    public static BpeTokenizer Train(IEnumerable<string> texts, int vocabulary, params ReadOnlySpan<string> special)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] names = special.IsEmpty ? [EndOfText] : special.ToArray();
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 256 + names.Length);
        HashSet<string> distinct = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(special));
            if (name.Length > AddedTokenFinder.Longest || !distinct.Add(name)) throw new ArgumentException($"The special token '{Weights.Text.Clip(name)}' is there twice, or longer than {AddedTokenFinder.Longest} characters", nameof(special));
        }

        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        List<TextPiece> pieces = [];
        foreach (string text in texts)
        {
            pieces.Clear();
            PatternSplitter.Gpt2.Split(TokenPipeline.WellFormed(text), isFirst: true, pieces);
            foreach (TextPiece word in pieces) CollectionsMarshal.GetValueRefOrAddDefault(counts, word.ToString(), out _)++;
        }

        if (counts.Count == 0) throw new ArgumentException("The texts are empty: a tokenizer learns from what occurs in them", nameof(texts));
        List<(byte[], long)> words = [];
        foreach ((string word, long count) in counts) words.Add((Encoding.UTF8.GetBytes(word), count));
        BpeModel model = BpeModel.FromMerges(BpeTrainer.Train(words, vocabulary - 256 - names.Length));
        List<AddedToken> added = [];
        foreach (string name in names) added.Add(new AddedToken(model.Vocabulary.Count + added.Count, name));
        return new BpeTokenizer(new TokenPipeline(added, TokenizerSections.Learned, model));
    }

    /// <summary>The id of a special token.</summary>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public int Special(string token) => _special.TryGetValue(token, out int id) ? id : throw new ArgumentException($"There is no special token '{token}': there are {Weights.Text.Clip(string.Join(", ", _special.Keys))}", nameof(token));

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _pipeline.Encode(text)];
    }

    /// <summary>Encodes a text, or two, with what the file puts around them, such as the token that begins a text; with nothing where it says nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">Another one.</param>
    /// <param name="maximum">The most ids that come out: the end of the text is cut, of two texts that of the longer one until both are of one length, then both.</param>
    /// <exception cref="ArgumentOutOfRangeException">What is put around a text is longer than <paramref name="maximum"/>.</exception>
    public TokenizedText Tokenize(string text, string? pair = null, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pipeline.Tokenize(text, pair, maximum);
    }

    /// <summary>Decodes ids. Bytes that are no UTF-8, such as half a character, become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(BpeTokenizer), nameof(ids));
        return _pipeline.Decode(ids);
    }

    /// <summary>Writes a <c>tokenizer.json</c>; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, _pipeline.Write);

    /// <summary>Reads a <c>tokenizer.json</c> whose model is byte-pair encoding.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or of a kind that would be encoded differently here: it says which part.</exception>
    public static BpeTokenizer Load(string path) => new(TokenizerFile.Read(path, root => PipelineFile.Read(root, "BPE")));
}
