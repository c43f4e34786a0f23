using System;

namespace ModelGen.Decoding;

/// <summary>Generates one token per call without allocating. When the context is full it slides: the cache is filled again
/// with the last half of the context, so that a text has no end.</summary>
public sealed class TokenGenerator
{
    private readonly TokenDecoder _decoder;
    private readonly Sampler _sampler;
    private readonly StopSequences _stop;
    private readonly int[] _held; // the tokens that the decoder holds and, last, the one to append next
    private int _count;
    private int _appended;

    /// <summary>Starts a text; the decoder is reset and belongs to this generator from here on.</summary>
    /// <param name="decoder">The session.</param>
    /// <param name="prompt">At least one token; of a longer prompt than the context, the end is used.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <exception cref="ArgumentException">The prompt is empty or has an id outside the vocabulary, or a stop sequence is empty.</exception>
    public TokenGenerator(TokenDecoder decoder, ReadOnlySpan<int> prompt, SamplingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (prompt.IsEmpty) throw new ArgumentException("The prompt is empty: give at least one token", nameof(prompt));
        Guard.TokenIds(prompt, decoder.Vocabulary, nameof(TokenGenerator), nameof(prompt));
        (_decoder, _sampler) = (decoder, new Sampler(decoder.Vocabulary, options));
        _stop = new(decoder.Ends(_sampler.Options.StopSequences));
        _held = new int[decoder.Context];
        prompt = prompt[Math.Max(0, prompt.Length - _held.Length)..];
        prompt.CopyTo(_held);
        _count = prompt.Length;
        decoder.Reset();
    }

    /// <summary>The last tokens are one of <see cref="SamplingOptions.StopSequences"/>, or the last is the model's <c>Separator</c>: the text is at its end.</summary>
    public bool HasStopped => _stop.IsMet;

    /// <summary>The next token.</summary>
    public int Next()
    {
        int token = _sampler.Sample(_decoder.Append(_held.AsSpan(_appended, _count - _appended)), _held.AsSpan(0, _count));
        _stop.Add(token);
        _appended = _count;
        if (_count == _held.Length)
        {
            // The token itself is part of the half that stays.
            int kept = (_held.Length / 2) - 1;
            if (kept > 0) _held.AsSpan(_count - kept).CopyTo(_held);
            (_count, _appended) = (Math.Max(0, kept), 0);
            _decoder.Reset();
        }

        _held[_count++] = token;
        return token;
    }
}
