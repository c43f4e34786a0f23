using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using ModelGen.Data.Tokenizers;
using ModelGen.Data.Tokenizers.Files;
using ModelGen.Weights;

namespace ModelGen.Data;

/// <summary>The tokenizer of a published model, of whatever kind it is: byte-pair encoding, WordPiece, Unigram, single words.</summary>
/// <remarks>Reads a Hugging Face <c>tokenizer.json</c>, a SentencePiece <c>.model</c>, the ranks of tiktoken, or a folder that has one of them. It is not learned here: see <see cref="BpeTokenizer"/>. Any number of threads may use one.</remarks>
public sealed partial class PretrainedTokenizer : ITokenizer
{
    private static readonly string[] s_paddings = ["<pad>", "[PAD]", "<|endoftext|>", "<unk>"];

    private readonly TokenPipeline _pipeline;

    private PretrainedTokenizer(TokenPipeline pipeline, EncodingOptions options) => (_pipeline, Options) = (pipeline, options);

    /// <inheritdoc/>
    public int Vocabulary => _pipeline.Vocabulary;

    /// <summary>What the file says of cutting and padding; what it does not say is as <see cref="EncodingOptions"/> has it.</summary>
    public EncodingOptions Options { get; }

    /// <summary>The id of a token; null: there is none.</summary>
    public int? Id(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _pipeline.Id(token);
    }

    /// <summary>The token of an id as the file writes it; null: the file leaves this id out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string? Token(int id)
    {
        Guard.TokenIds([id], Vocabulary, nameof(PretrainedTokenizer), nameof(id));
        return _pipeline.Token(id);
    }

    /// <summary>Encodes a text; nothing is added before or behind it. Special tokens in it become their ids.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. _pipeline.Encode(text)];
    }

    /// <summary>Encodes a text, or two, with what the file puts around them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">Another one, such as an answer to a question.</param>
    /// <param name="options">Where it is cut; null: <see cref="Options"/>. Nothing is padded.</param>
    /// <exception cref="ArgumentOutOfRangeException">What is put around a text, or a text that is not to be cut, is longer than the maximum.</exception>
    public TokenizedText Tokenize(string text, string? pair = null, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= Options;
        return _pipeline.Tokenize(text, pair, options.Maximum, options.TruncationSide, options.TruncationOrder);
    }

    /// <summary>Encodes all of a long text: as many windows as it takes, each with what the file puts around it, and each beginning <see cref="EncodingOptions.Stride"/> ids before the last one ended.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">Another one; of the two, the one that <see cref="EncodingOptions.TruncationOrder"/> names is in windows, and the other is in each of them whole.</param>
    /// <param name="options">How long a window is; null: <see cref="Options"/>. From the other end where <see cref="EncodingOptions.TruncationSide"/> says so. Nothing is padded.</param>
    /// <returns>The windows; their offsets are places in the whole text. A text that is short enough is one window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A window has no room for more ids than it shares.</exception>
    /// <exception cref="ArgumentException">There are two texts, and the order does not say which of them is cut.</exception>
    public IReadOnlyList<TokenizedText> TokenizeWindows(string text, string? pair = null, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pipeline.Windows(text, pair, options ?? Options);
    }

    /// <summary>Encodes texts with what the file puts around them, and makes them of one length.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Where they are cut, and how they are padded; null: <see cref="Options"/>.</param>
    /// <exception cref="ArgumentException">There are no texts, or padding is needed and the vocabulary has no token that is known to be for it.</exception>
    public TokenizedBatch TokenizeBatch(IReadOnlyList<string> texts, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Pad([.. texts.Select(text => Tokenize(text, null, options))], options ?? Options);
    }

    /// <summary>The same of pairs of texts.</summary>
    public TokenizedBatch TokenizeBatch(IReadOnlyList<(string Text, string Pair)> texts, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Pad([.. texts.Select(text => Tokenize(text.Text, text.Pair, options))], options ?? Options);
    }

    /// <summary>Decodes ids, special tokens as they are written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids) => Decode(ids, skipsSpecial: false);

    /// <summary>Decodes ids.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipsSpecial">Whether special tokens are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside [0, <see cref="Vocabulary"/>).</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipsSpecial)
    {
        Guard.TokenIds(ids, Vocabulary, nameof(PretrainedTokenizer), nameof(ids));
        return _pipeline.Decode(ids, skipsSpecial);
    }

    /// <summary>Writes a <c>tokenizer.json</c>; a file that is there is replaced only when all is written.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, _pipeline.Write);

    private TokenizedBatch Pad(TokenizedText[] texts, EncodingOptions options)
    {
        if (texts.Length == 0) throw new ArgumentException("There are no texts", nameof(texts));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PadToMultipleOf, 1, nameof(options));
        int length = Math.Max(options.PadTo, texts.Max(text => text.Ids.Length));
        length = checked((length + options.PadToMultipleOf - 1) / options.PadToMultipleOf * options.PadToMultipleOf);
        int padding = options.PaddingId ?? (texts.All(text => text.Ids.Length == length) ? 0
            : s_paddings.Select(Id).FirstOrDefault(id => id is not null) ?? throw new ArgumentException("The file does not say which token is padding: set PaddingId of the options", nameof(options)));
        int[] ids = new int[checked(texts.Length * length)], types = new int[ids.Length], mask = new int[ids.Length];
        Array.Fill(ids, padding);
        Array.Fill(types, options.PaddingType);
        for (int row = 0; row < texts.Length; row++)
        {
            TokenizedText text = texts[row];
            int at = (row * length) + (options.PadsStart ? length - text.Ids.Length : 0);
            text.Ids.CopyTo(ids, at);
            text.Types.CopyTo(types, at);
            Array.Fill(mask, 1, at, text.Ids.Length);
        }

        ReadOnlySpan<nint> shape = [texts.Length, length];
        return new TokenizedBatch(Tensor.Create(ids, shape), Tensor.Create(types, shape), Tensor.Create(mask, shape), texts);
    }
}
