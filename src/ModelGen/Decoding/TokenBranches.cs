using System;
using System.Globalization;

namespace ModelGen.Decoding;

/// <summary>Texts that begin with the tokens of one session and go on each by itself, a token of each in one pass over the weights.</summary>
/// <remarks>Made by <see cref="TokenDecoder.Branch"/>. One thread at a time.</remarks>
public abstract class TokenBranches
{
    private readonly bool[] _hasEnded; // by text; only of models with a separator is any true

    private protected TokenBranches(TokenDecoder decoder, int width, int length) => (Decoder, Width, Length, _hasEnded) = (decoder, width, length, new bool[width]);

    /// <summary>The most texts.</summary>
    public int Width { get; }

    /// <summary>The most tokens of a text behind those that all share.</summary>
    public int Length { get; }

    /// <summary>How many texts there are; at first one, the session's.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>How many tokens each text has behind those that all share.</summary>
    public int Position { get; private set; }

    private protected TokenDecoder Decoder { get; }

    /// <summary>Each token goes on one of the texts that there are, and makes one of the texts that there are then. Allocates nothing.</summary>
    /// <param name="tokens">At most <see cref="Width"/> ids.</param>
    /// <param name="parents">For each token the text that it goes on, below <see cref="Count"/>; a text may have several or none.</param>
    /// <returns>[tokens, vocabulary]: for each text the logits of its next token. Valid until the next call.</returns>
    /// <exception cref="ArgumentException">No or too many tokens, an id outside the vocabulary, or a parent that is not there.</exception>
    /// <exception cref="InvalidOperationException">The texts are at their full length, or one that is to go on has ended: its last token was the model's separator.</exception>
    public ReadOnlySpan<float> Append(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents)
    {
        if (tokens.IsEmpty || tokens.Length > Width) throw new ArgumentException(Text($"{tokens.Length} tokens for at most {Width} texts: give from 1 to {Width}"), nameof(tokens));
        if (parents.Length != tokens.Length) throw new ArgumentException(Text($"{parents.Length} parents for {tokens.Length} tokens: give one for each"), nameof(parents));
        foreach (int parent in parents)
        {
            if (parent < 0 || parent >= Count) throw new ArgumentException(Text($"Text {parent} is to go on, of {Count}: use ids below {Count}"), nameof(parents));
        }

        Guard.TokenIds(tokens, Decoder.Vocabulary, nameof(TokenBranches), nameof(tokens));
        if (Position == Length) throw new InvalidOperationException(Text($"The texts have {Length} tokens behind what they share: ask for more of them with Branch"));
        foreach (int parent in parents)
        {
            if (_hasEnded[parent]) throw new InvalidOperationException(Text($"Text {parent}: {Decoder.Ended}"));
        }

        ReadOnlySpan<float> logits = Run(tokens, parents);
        for (int i = 0; i < tokens.Length; i++) _hasEnded[i] = Decoder.IsEnd(tokens[i]);
        (Count, Position) = (tokens.Length, Position + 1);
        return logits;
    }

    private protected abstract ReadOnlySpan<float> Run(ReadOnlySpan<int> tokens, ReadOnlySpan<int> parents);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
