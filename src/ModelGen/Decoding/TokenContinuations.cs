using System;
using System.Globalization;

namespace ModelGen.Decoding;

/// <summary>Several continuations of one prompt, a token of each per call, in one pass and without allocating.</summary>
public sealed class TokenContinuations
{
    private readonly int[] _prompt;
    private readonly int _count;
    private readonly int _vocabulary;
    private readonly TokenBranches? _branches; // none where one token is all
    private readonly Sampler[] _samplers;
    private readonly StopSequences _stop;
    private readonly float[] _first;
    private readonly int[][] _texts;
    private readonly int[] _lengths;
    private readonly int[] _going; // which texts go on, in the order of the branches
    private readonly int[] _last;
    private readonly int[] _parents;
    private int _length;
    private int _open;

    /// <summary>Computes the prompt; the decoder is reset and belongs to the texts from here on.</summary>
    /// <param name="decoder">The session.</param>
    /// <param name="prompt">At least one token.</param>
    /// <param name="count">The most tokens of each.</param>
    /// <param name="continuations">How many.</param>
    /// <param name="options">How tokens are chosen: continuation i is that which <see cref="SamplingOptions.Seed"/> + i gives by itself.</param>
    /// <exception cref="ArgumentException">The prompt is empty, has an id outside the vocabulary, or leaves no room for <paramref name="count"/> tokens; or a stop sequence is empty.</exception>
    public TokenContinuations(TokenDecoder decoder, ReadOnlySpan<int> prompt, int count, int continuations, SamplingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(continuations, 1);
        options ??= new SamplingOptions();
        decoder.CheckRoom(prompt.Length, count);
        (_prompt, _count, _vocabulary, _open) = (prompt.ToArray(), count, decoder.Vocabulary, continuations);
        _stop = new(decoder.Ends(options.StopSequences));
        (_samplers, _texts) = (new Sampler[continuations], new int[continuations][]);
        (_lengths, _going, _last, _parents) = (new int[continuations], new int[continuations], new int[continuations], new int[continuations]);
        for (int i = 0; i < continuations; i++)
        {
            (_samplers[i], _texts[i], _going[i]) = (new(_vocabulary, options with { Seed = unchecked(options.Seed + (ulong)i) }), new int[prompt.Length + count], i);
            prompt.CopyTo(_texts[i]);
        }

        decoder.Reset();
        _first = decoder.Append(prompt).ToArray();
        _branches = count > 1 ? decoder.Branch(continuations, count - 1) : null;
    }

    /// <summary>How many continuations there are.</summary>
    public int Count => _texts.Length;

    /// <summary>The tokens of a continuation so far, without the prompt.</summary>
    public ReadOnlySpan<int> this[int continuation] => _texts[continuation].AsSpan(_prompt.Length, _lengths[continuation]);

    /// <summary>One more token of each that has not ended, in a stop sequence or at the full count.</summary>
    /// <returns>Whether any goes on.</returns>
    public bool Next()
    {
        if (_open == 0) return false;
        ReadOnlySpan<float> logits = _length == 0 ? _first : _branches!.Append(_last.AsSpan(0, _open), _parents.AsSpan(0, _open));
        int open = 0;
        for (int i = 0; i < _open; i++)
        {
            int text = _going[i], end = _prompt.Length + _length;
            int token = _samplers[text].Sample(_length == 0 ? logits : logits.Slice(i * _vocabulary, _vocabulary), _texts[text].AsSpan(0, end));
            _texts[text][end] = token;
            _lengths[text]++;
            if (_length + 1 == _count || _stop.End(this[text])) continue;
            (_going[open], _last[open], _parents[open]) = (text, token, _length == 0 ? 0 : i);
            open++;
        }

        (_open, _length) = (open, _length + 1);
        return open > 0;
    }
}
