using System;
using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>The likeliest continuations of a prompt.</summary>
public static class BeamSearchExtensions
{
    /// <summary>
    /// Beam search: of all continuations of the best ones so far the best are followed. The prompt is computed once and all beams read its cache; a step is one pass for all beams.
    /// </summary>
    /// <param name="decoder">The session; it is reset first.</param>
    /// <param name="prompt">At least one token; the result does not repeat it.</param>
    /// <param name="count">The most tokens of a continuation.</param>
    /// <param name="options">How wide, and where texts end; null: four beams.</param>
    /// <returns>At most <see cref="BeamOptions.Width"/> continuations, the best first.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, has an id outside the vocabulary, or leaves no room for <paramref name="count"/> tokens.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="NotSupportedException">A session of this target has neither a pass over branches nor copies.</exception>
    public static IReadOnlyList<Beam> Search(this TokenDecoder decoder, ReadOnlySpan<int> prompt, int count, BeamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        options ??= new BeamOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Width, 1, nameof(options));
        if (!float.IsFinite(options.LengthPenalty)) throw new ArgumentOutOfRangeException(nameof(options), "LengthPenalty must be a number");
        if (options.EndToken < -1 || options.EndToken >= decoder.Vocabulary) throw new ArgumentOutOfRangeException(nameof(options), $"EndToken is {options.EndToken}: use -1 or an id below {decoder.Vocabulary}");
        decoder.CheckRoom(prompt.Length, count);
        decoder.Reset();
        return new BeamSearcher(decoder, decoder.Append(prompt), prompt, count, options).Run();
    }
}
