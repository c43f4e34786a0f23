using System;
using System.IO;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>WordPiece, the tokenizer of BERT and of the sentence encoders that came from it: words are made of the longest pieces that are known.</summary>
/// <remarks>Reads a published <c>tokenizer.json</c> or <c>vocab.txt</c>. It is not learned here.</remarks>
public sealed class WordPieceTokenizer : ITokenizer
{
    private readonly TokenPipeline _pipeline;

    private WordPieceTokenizer(TokenPipeline pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public int Vocabulary => _pipeline.Vocabulary;

    /// <summary>The id of a token, such as <c>[MASK]</c>.</summary>
    /// <exception cref="ArgumentException">There is no such token.</exception>
    public int Id(string token) => _pipeline.Id(token) ?? throw new ArgumentException($"There is no token '{token}' in the vocabulary", nameof(token));

    /// <summary>Encodes a text; nothing is added before or behind it.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _pipeline.Encode(text)];
    }

    /// <summary>Encodes a text, or two, with what the file puts around them: <c>[CLS] text [SEP]</c>, <c>[CLS] text [SEP] pair [SEP]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">Another one, such as an answer to a question.</param>
    /// <param name="maximum">The most ids that come out: the end of the text is cut, of two texts that of the longer one until both are of one length, then both.</param>
    /// <exception cref="ArgumentOutOfRangeException">What is put around a text is longer than <paramref name="maximum"/>.</exception>
    public TokenizedText Tokenize(string text, string? pair = null, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pipeline.Tokenize(text, pair, maximum);
    }

    /// <summary>Decodes ids. What was lost in encoding, such as capitals and unknown words, does not come back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(WordPieceTokenizer), nameof(ids));
        return _pipeline.Decode(ids);
    }

    /// <summary>Writes a <c>tokenizer.json</c>; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, _pipeline.Write);

    /// <summary>Reads a <c>tokenizer.json</c> whose model is WordPiece, or a <c>vocab.txt</c>.</summary>
    /// <param name="path">The file; one whose name ends in .txt has one piece a line, and texts are treated as BERT's makers do.</param>
    /// <param name="lowercase">Of a vocab.txt, which does not say it: whether the model is an uncased one.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="WeightFormatException">The file is damaged, or of a kind that would be encoded differently here: it says which part.</exception>
    public static WordPieceTokenizer Load(string path, bool lowercase = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Func<byte[], byte[]>? toJson = path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? lines => WordPieceFile.Json(lines, lowercase) : null;
        return new WordPieceTokenizer(TokenizerFile.Read(path, root => PipelineFile.Read(root, "WordPiece"), toJson));
    }
}
