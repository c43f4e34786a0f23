using System;

namespace ModelGen.Cpu;

// Queries of one sequence, keys and values of another, each in a buffer of its own.
public static unsafe partial class AttentionKernels
{
    /// <summary>Attention of every query to every key (causal: to those at its own place or before).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="query">[batch, queries, heads · size].</param>
    /// <param name="keys">[batch, steps, kvHeads · size].</param>
    /// <param name="values">[batch, steps, kvHeads · size].</param>
    /// <param name="mask">[batch, steps]: 1 = real, 0 = padding (hides keys); empty: none.</param>
    /// <param name="bias">[batch, queries, steps], for all heads: added to the scores; with <paramref name="hides"/> 0 hides a key from a query; empty: none. See <paramref name="relative"/>.</param>
    /// <param name="output">[batch, queries, heads · size].</param>
    /// <param name="logSumExp">[batch, heads, queries], written for the backward pass; empty: not wanted.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="queries">Steps of the queries' sequence.</param>
    /// <param name="steps">Steps of the keys' sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads, a divisor of <paramref name="heads"/>.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="causal">Whether query t sees only keys up to t.</param>
    /// <param name="scale">What scores are multiplied by; 0: 1 / √size.</param>
    /// <param name="hides">See <paramref name="bias"/>.</param>
    /// <param name="dropout">The share of probabilities that is dropped, in [0, 1).</param>
    /// <param name="key">The key of the random numbers for dropout.</param>
    /// <param name="window">A query sees this many keys at most, itself included; causal only; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap) before bias and mask (Gemma 2, arXiv:2408.00118); 0: they stay.</param>
    /// <param name="texts">The mask numbers the texts of a row, 0 for padding: a query sees keys of its own text alone.</param>
    /// <param name="relative">The bias is [batch, heads, 2 · steps]: the number j - i + steps - 1 of a head is added for the query i and the key j, of one sequence; the last is read by nobody (Shaw et al. 2018, arXiv:1803.02155, as Raffel et al. 2019, arXiv:1910.10683, do it).</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, ReadOnlySpan<float> mask, ReadOnlySpan<float> bias,
        Span<float> output, Span<float> logSumExp, int batch, int queries, int steps, int heads, int kvHeads, int size, bool causal,
        float scale = 0, bool hides = false, float dropout = 0, ulong key = 0, int window = 0, float softCap = 0, bool texts = false, bool relative = false)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        Check.Shape(query, batch, queries, heads, size);
        Check.Shape(keys, batch, steps, kvHeads, size);
        Check.Shape(values, batch, steps, kvHeads, size);
        Check.Optional(mask, batch, steps);
        CheckBias(bias, batch, queries, steps, heads, relative, nameof(bias));
        Check.Shape(output, batch, queries, heads, size);
        Check.Optional(logSumExp, batch, heads, queries);
        Check.Rate(dropout);
        if (output.IsEmpty) return;
        fixed (float* pQuery = query, pKeys = keys, pValues = values, pMask = mask, pBias = bias, pOutput = output, pLogSumExp = logSumExp)
        {
            AttentionForwardJob job = new()
            {
                Shape = AttentionShape.Apart(batch, queries, steps, heads, kvHeads, size, causal, Scale(scale, size), Window(window, causal), Cap(softCap)) with { Texts = texts && !mask.IsEmpty },
                Query = pQuery,
                Key = pKeys,
                Value = pValues,
                Mask = pMask,
                Bias = new AttentionBias(pBias, hides, relative),
                Output = pOutput,
                LogSumExp = pLogSumExp,
                Dropout = new AttentionDropout(dropout, key),
            };
            job.Run(team);
        }
    }

    /// <summary>The gradients of queries, keys, values and bias; each is written whole, or not at all where its buffer is empty.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="query">As in the forward pass.</param>
    /// <param name="keys">As in the forward pass.</param>
    /// <param name="values">As in the forward pass.</param>
    /// <param name="mask">As in the forward pass.</param>
    /// <param name="bias">As in the forward pass.</param>
    /// <param name="output">[batch, queries, heads · size], from the forward pass.</param>
    /// <param name="logSumExp">[batch, heads, queries], from the forward pass.</param>
    /// <param name="dOutput">[batch, queries, heads · size].</param>
    /// <param name="dQuery">[batch, queries, heads · size].</param>
    /// <param name="dKeys">[batch, steps, kvHeads · size].</param>
    /// <param name="dValues">[batch, steps, kvHeads · size].</param>
    /// <param name="dBias">As the bias.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="queries">Steps of the queries' sequence.</param>
    /// <param name="steps">Steps of the keys' sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="causal">As in the forward pass.</param>
    /// <param name="scale">As in the forward pass.</param>
    /// <param name="hides">As in the forward pass.</param>
    /// <param name="dropout">As in the forward pass.</param>
    /// <param name="key">As in the forward pass.</param>
    /// <param name="window">As in the forward pass.</param>
    /// <param name="softCap">As in the forward pass.</param>
    /// <param name="texts">As in the forward pass.</param>
    /// <param name="relative">As in the forward pass.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, ReadOnlySpan<float> mask, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> output, ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> dOutput, Span<float> dQuery, Span<float> dKeys, Span<float> dValues, Span<float> dBias,
        int batch, int queries, int steps, int heads, int kvHeads, int size, bool causal, float scale = 0, bool hides = false, float dropout = 0, ulong key = 0, int window = 0, float softCap = 0, bool texts = false, bool relative = false)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        Check.Shape(query, batch, queries, heads, size);
        Check.Shape(keys, batch, steps, kvHeads, size);
        Check.Shape(values, batch, steps, kvHeads, size);
        Check.Optional(mask, batch, steps);
        CheckBias(bias, batch, queries, steps, heads, relative, nameof(bias));
        Check.Shape(output, batch, queries, heads, size);
        Check.Shape(logSumExp, batch, heads, queries);
        Check.Shape(dOutput, batch, queries, heads, size);
        Check.Optional(dQuery, batch, queries, heads, size);
        Check.Optional(dKeys, batch, steps, kvHeads, size);
        Check.Optional(dValues, batch, steps, kvHeads, size);
        CheckBias(dBias, batch, queries, steps, heads, relative, nameof(dBias));
        Check.Rate(dropout);
        if (dQuery.IsEmpty && dKeys.IsEmpty && dValues.IsEmpty && dBias.IsEmpty) return;
        fixed (float* pQuery = query, pKeys = keys, pValues = values, pMask = mask, pBias = bias, pOutput = output, pLogSumExp = logSumExp, pDOutput = dOutput)
        fixed (float* pDQuery = dQuery, pDKeys = dKeys, pDValues = dValues, pDBias = dBias)
        {
            AttentionBackwardJob job = new()
            {
                Shape = AttentionShape.Apart(batch, queries, steps, heads, kvHeads, size, causal, Scale(scale, size), Window(window, causal), Cap(softCap)) with { Texts = texts && !mask.IsEmpty },
                Query = pQuery,
                Key = pKeys,
                Value = pValues,
                Mask = pMask,
                Bias = new AttentionBias(pBias, hides, relative),
                Output = pOutput,
                LogSumExp = pLogSumExp,
                DOutput = pDOutput,
                DQuery = pDQuery,
                DKey = pDKeys,
                DValue = pDValues,
                DBias = pDBias,
                Dropout = new AttentionDropout(dropout, key),
            };
            job.Run(team);
        }
    }

    private static void CheckBias(ReadOnlySpan<float> bias, int batch, int queries, int steps, int heads, bool relative, string argument)
    {
        if (!relative)
        {
            Check.Optional(bias, batch, queries, steps, argument: argument);
            return;
        }

        if (queries != steps) throw new ShapeMismatchException(nameof(AttentionKernels), "keys", Guard.Describe([steps]), $"as many as queries, {queries}: what is added by the way from a query to a key is of one sequence");
        Check.Optional(bias, batch, heads, 2, steps, argument);
    }

    private static float Scale(float scale, int size) => scale == 0 ? AttentionShape.Usual(size) : scale;
}
