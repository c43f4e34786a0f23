using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using ModelGen.Cpu;

namespace ModelGen.Decoding;

/// <summary>A generation session of a causal model: keys and values of earlier tokens are kept, so a token costs one pass over the weights.</summary>
/// <remarks>One sequence, one thread at a time. The session reads the model's current weights; <see cref="Reset"/> after changing them.</remarks>
public abstract class TokenDecoder
{
    private int _last = -1; // of models with a separator

    /// <summary>The most tokens that the session can hold.</summary>
    public abstract int Context { get; }

    /// <summary>The number of distinct tokens: the length of the logits.</summary>
    public abstract int Vocabulary { get; }

    /// <summary>How many tokens the session holds.</summary>
    public abstract int Position { get; }

    /// <summary>Forgets all tokens.</summary>
    public abstract void Reset();

    /// <summary>Appends tokens, several for a prompt and one while generating, and returns the logits of the token that follows the last.</summary>
    /// <param name="tokens">At least one id in [0, <see cref="Vocabulary"/>).</param>
    /// <returns>[<see cref="Vocabulary"/>], valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">The context is full, or the text has ended: the last token was the model's separator.</exception>
    /// <exception cref="ArgumentException">No tokens, an id outside the vocabulary, or a separator before the last token.</exception>
    public abstract ReadOnlySpan<float> Append(scoped ReadOnlySpan<int> tokens);

    /// <summary>A further session that holds the same tokens, and the same memory, and goes on by itself.</summary>
    /// <exception cref="NotSupportedException">A session of this target cannot be copied.</exception>
    public virtual TokenDecoder Fork() => throw new NotSupportedException($"{GetType().FullName} cannot be copied: append the prompt to a session of its own");

    /// <summary>Makes this session hold the tokens of another one that was forked from the same. Allocates nothing.</summary>
    /// <param name="other">The session to be like.</param>
    /// <param name="common">How many first tokens both hold already; they are not copied.</param>
    /// <exception cref="ArgumentException">The sessions are not of one model and one memory, or do not hold so many tokens.</exception>
    /// <exception cref="NotSupportedException">A session of this target cannot be copied.</exception>
    public virtual void CopyFrom(TokenDecoder other, int common = 0) => throw new NotSupportedException($"{GetType().FullName} cannot be copied");

    /// <summary>Texts that begin with this session's tokens and go on each by itself, for beam search and for several continuations at once. The session belongs to them as long as they go on.</summary>
    /// <param name="width">The most texts.</param>
    /// <param name="length">The most tokens of a text behind those that the session holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">No texts or no tokens, or more than the context holds.</exception>
    /// <exception cref="InvalidOperationException">The session holds no tokens.</exception>
    /// <exception cref="NotSupportedException">A session of this target cannot be copied; said when a second text begins.</exception>
    public TokenBranches Branch(int width, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (Position == 0) throw new InvalidOperationException("The session holds no tokens: append a prompt first");
        if (length > Context - Position) throw new ArgumentOutOfRangeException(nameof(length), string.Create(CultureInfo.InvariantCulture, $"{length} tokens do not fit behind the {Position} in a context of {Context}"));
        return BranchFloats < 0 ? new ForkedBranches(this, width, length) : new SharedBranches(this, width, length, BranchFloats);
    }

    /// <summary>The id that ends a text, of a model that keeps texts of a row apart: a session holds one text. Below 0: there is none.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual int Separator => -1;

    /// <summary>Floats that a branch keeps of each token; below 0: the session has no pass over branches.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual long BranchFloats => -1;

    /// <summary>Memory of the session's own for what branches keep, where it is not in this process; null: there is none.</summary>
    /// <param name="floats">How many.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual object? AllocateBranches(long floats) => null;

    /// <summary>The pass over branches: one more token of each.</summary>
    /// <param name="tokens">One for each text.</param>
    /// <param name="branches">What the texts hold.</param>
    /// <param name="logits">[tokens, <see cref="Vocabulary"/>], written.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void DecodeBranches(ReadOnlySpan<int> tokens, Branches branches, Span<float> logits) => throw new NotSupportedException($"{GetType().FullName} has no pass over branches");

    /// <summary>A prompt and what follows it fit into the context; the last token need not.</summary>
    internal void CheckRoom(int prompt, int count)
    {
        if (prompt + (long)count - 1 > Context) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A prompt of {prompt} tokens and {count} more do not fit into a context of {Context}"), nameof(count));
    }

    /// <summary>What ends a text: some sequences, and the separator of a model that has one.</summary>
    internal IReadOnlyList<int[]> Ends(IReadOnlyList<int[]> sequences) => Separator < 0 ? sequences : [.. sequences, [Separator]];

    /// <summary>Whether a text that ends in this token is at its end.</summary>
    internal bool IsEnd(int token) => token >= 0 && token == Separator;

    internal string Ended => string.Create(CultureInfo.InvariantCulture, $"The separator {Separator} ends a text, and nothing follows it: call Reset() for another text, or use a class of the same layers without Separator, which has the same parameters");

    internal object? Memory(long floats) => AllocateBranches(floats);

    internal void Decode(ReadOnlySpan<int> tokens, Branches branches, Span<float> logits) => DecodeBranches(tokens, branches, logits);

    /// <summary>The checks that every <see cref="Append"/> makes first.</summary>
    /// <param name="tokens">The tokens to append.</param>
    /// <param name="model">The model's name for messages.</param>
    protected void CheckAppend(ReadOnlySpan<int> tokens, string model)
    {
        if (tokens.IsEmpty) throw new ArgumentException($"{model}: no tokens to append: start with a prompt of at least one token", nameof(tokens));
        if (tokens.Length > Context - Position)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"{model}: {tokens.Length} tokens do not fit behind the {Position} in a context of {Context}: call Reset() and append the last part of the text again, or use Generate, which slides"));
        }

        Guard.TokenIds(tokens, Vocabulary, model, nameof(tokens));
        if (Separator < 0) return;
        if (Position > 0 && IsEnd(_last)) throw new InvalidOperationException($"{model}: {Ended}");
        if (tokens[..^1].Contains(Separator)) throw new ArgumentException($"{model}: {Ended}", nameof(tokens));
        _last = tokens[^1];
    }

    /// <summary>The session holds another one's tokens from here on; of models with a separator.</summary>
    /// <param name="other">The session.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void HoldTextOf(TokenDecoder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _last = other._last;
    }
}
