using System;
using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>Text generation with a decoder.</summary>
public static class GenerateExtensions
{
    /// <summary>Generates tokens one at a time, each computed when it is asked for.</summary>
    /// <param name="decoder">The session; it is reset first.</param>
    /// <param name="prompt">At least one token; it is not repeated in the result.</param>
    /// <param name="count">How many tokens to generate; there may be more than the context holds. Fewer where a stop sequence ends the text.</param>
    /// <param name="options">How tokens are chosen; null: from the model's own distribution.</param>
    /// <exception cref="ArgumentException">The prompt is empty or has an id outside the vocabulary.</exception>
    public static IEnumerable<int> Generate(this TokenDecoder decoder, ReadOnlySpan<int> prompt, int count, SamplingOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Stream(new TokenGenerator(decoder, prompt, options), count);
    }

    /// <summary>Generates tokens and hands each to <paramref name="receive"/> at once; allocates nothing per token.</summary>
    /// <param name="decoder">The session; it is reset first.</param>
    /// <param name="prompt">At least one token.</param>
    /// <param name="count">The most tokens to generate.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <param name="receive">Gets each token; false ends the text.</param>
    /// <returns>How many tokens were generated.</returns>
    public static int Generate(this TokenDecoder decoder, ReadOnlySpan<int> prompt, int count, SamplingOptions? options, Func<int, bool> receive)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(receive);
        TokenGenerator generator = new(decoder, prompt, options);
        for (int i = 0; i < count; i++)
        {
            if (!receive(generator.Next()) || generator.HasStopped) return i + 1;
        }

        return count;
    }

    /// <summary>Several continuations of one prompt, which is computed once; a step is one pass for all of them.</summary>
    /// <param name="decoder">The session; it is reset first.</param>
    /// <param name="prompt">At least one token; it is not repeated in the result.</param>
    /// <param name="count">The most tokens of each.</param>
    /// <param name="continuations">How many.</param>
    /// <param name="options">How tokens are chosen: continuation i is that which <see cref="SamplingOptions.Seed"/> + i gives by itself.</param>
    /// <exception cref="ArgumentException">The prompt is empty, has an id outside the vocabulary, or leaves no room for <paramref name="count"/> tokens.</exception>
    public static IReadOnlyList<int[]> Generate(this TokenDecoder decoder, ReadOnlySpan<int> prompt, int count, int continuations, SamplingOptions? options = null)
    {
        TokenContinuations texts = new(decoder, prompt, count, continuations, options);
        while (texts.Next())
        {
        }

        int[][] result = new int[continuations][];
        for (int i = 0; i < continuations; i++) result[i] = texts[i].ToArray();
        return result;
    }

    private static IEnumerable<int> Stream(TokenGenerator generator, int count)
    {
        for (int i = 0; i < count && !generator.HasStopped; i++) yield return generator.Next();
    }
}
