using System;
using System.ComponentModel;

namespace ModelGen.Cpu;

/// <summary>Scaled dot-product attention without a [length, length] matrix in memory.</summary>
/// <remarks>
/// <para>
/// softmax(Q Kᵀ / √size) V per head, tile by tile with a running maximum and sum: Dao et al. 2022, arXiv:2205.14135, and Milakov and
/// Gimelshein 2018, arXiv:1805.02867. With fewer key than query heads, consecutive query heads share one: Ainslie et al. 2023,
/// arXiv:2305.13245.
/// </para>
/// <para>
/// qkv holds for each token all queries, then all keys, then all values; where they lie apart, keys and values may be those of another
/// sequence. A mask has 1 for real and 0 for padded keys. A query all of whose keys are hidden gives 0. Dropout applies to the probabilities,
/// the random index of which is ((b · heads + h) · queries + query) · keys + key.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class AttentionKernels
{
    /// <summary>Few new tokens are served by dot products; more are worth tiles.</summary>
    private const int MostDecodedByRows = 4;

    /// <summary>Attention of every token to every token (causal: to itself and those before).</summary>
    /// <param name="team">Who works.</param>
    /// <param name="qkv">[batch, length, (heads + 2 · kvHeads) · size].</param>
    /// <param name="mask">[batch, length]: 1 = real, 0 = padding (hides keys); empty: none.</param>
    /// <param name="output">[batch, length, heads · size].</param>
    /// <param name="logSumExp">[batch, heads, length], written for the backward pass; empty: not wanted.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads, a divisor of <paramref name="heads"/>.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="causal">Whether queries see only keys at or before them.</param>
    /// <param name="dropout">The share of probabilities that is dropped, in [0, 1).</param>
    /// <param name="key">The key of the random numbers for dropout.</param>
    /// <param name="window">A query sees this many keys at most, itself included (Beltagy et al. 2020, arXiv:2004.05150); causal only; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap) before bias and mask (Gemma 2, arXiv:2408.00118); 0: they stay.</param>
    /// <param name="texts">The mask numbers the texts of a row, 0 for padding: a query sees keys of its own text alone.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Forward(ThreadTeam team, ReadOnlySpan<float> qkv, ReadOnlySpan<float> mask, Span<float> output, Span<float> logSumExp,
        int batch, int length, int heads, int kvHeads, int size, bool causal, float dropout = 0, ulong key = 0, int window = 0, float softCap = 0, bool texts = false)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        Check.Shape(qkv, batch, length, heads + (2 * kvHeads), size);
        Check.Optional(mask, batch, length);
        Check.Shape(output, batch, length, heads, size);
        Check.Optional(logSumExp, batch, heads, length);
        Check.Rate(dropout);
        if (output.IsEmpty) return;
        fixed (float* pQkv = qkv, pMask = mask, pOutput = output, pLogSumExp = logSumExp)
        {
            AttentionForwardJob job = new()
            {
                Shape = AttentionShape.Packed(batch, length, heads, kvHeads, size, causal, Window(window, causal), Cap(softCap)) with { Texts = texts && !mask.IsEmpty },
                Query = pQkv,
                Key = pQkv + ((long)heads * size),
                Value = pQkv + ((long)(heads + kvHeads) * size),
                Mask = pMask,
                Output = pOutput,
                LogSumExp = pLogSumExp,
                Dropout = new AttentionDropout(dropout, key),
            };
            job.Run(team);
        }
    }

    /// <summary>The gradients of queries, keys and values.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="qkv">[batch, length, (heads + 2 · kvHeads) · size], as in the forward pass.</param>
    /// <param name="mask">[batch, length], as in the forward pass.</param>
    /// <param name="output">[batch, length, heads · size], from the forward pass.</param>
    /// <param name="logSumExp">[batch, heads, length], from the forward pass.</param>
    /// <param name="dOutput">[batch, length, heads · size].</param>
    /// <param name="dQkv">[batch, length, (heads + 2 · kvHeads) · size], overwritten whole.</param>
    /// <param name="batch">Number of sequences.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="causal">As in the forward pass.</param>
    /// <param name="dropout">As in the forward pass.</param>
    /// <param name="key">As in the forward pass.</param>
    /// <param name="window">As in the forward pass.</param>
    /// <param name="softCap">As in the forward pass.</param>
    /// <param name="texts">As in the forward pass.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    public static void Backward(ThreadTeam team, ReadOnlySpan<float> qkv, ReadOnlySpan<float> mask, ReadOnlySpan<float> output,
        ReadOnlySpan<float> logSumExp, ReadOnlySpan<float> dOutput, Span<float> dQkv, int batch, int length, int heads, int kvHeads, int size,
        bool causal, float dropout = 0, ulong key = 0, int window = 0, float softCap = 0, bool texts = false)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        Check.Shape(qkv, batch, length, heads + (2 * kvHeads), size);
        Check.Optional(mask, batch, length);
        Check.Shape(output, batch, length, heads, size);
        Check.Shape(logSumExp, batch, heads, length);
        Check.Shape(dOutput, batch, length, heads, size);
        Check.Shape(dQkv, batch, length, heads + (2 * kvHeads), size);
        Check.Rate(dropout);
        if (dQkv.IsEmpty) return;
        fixed (float* pQkv = qkv, pMask = mask, pOutput = output, pLogSumExp = logSumExp, pDOutput = dOutput, pDQkv = dQkv)
        {
            long keyAt = (long)heads * size, valueAt = (long)(heads + kvHeads) * size;
            AttentionBackwardJob job = new()
            {
                Shape = AttentionShape.Packed(batch, length, heads, kvHeads, size, causal, Window(window, causal), Cap(softCap)) with { Texts = texts && !mask.IsEmpty },
                Query = pQkv,
                Key = pQkv + keyAt,
                Value = pQkv + valueAt,
                Mask = pMask,
                Output = pOutput,
                LogSumExp = pLogSumExp,
                DOutput = pDOutput,
                DQuery = pDQkv,
                DKey = pDQkv + keyAt,
                DValue = pDQkv + valueAt,
                Dropout = new AttentionDropout(dropout, key),
            };
            job.Run(team);
        }
    }

    /// <summary>Causal attention of new tokens to a cache, which their keys and values are written to first.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="qkv">[length, (heads + 2 · kvHeads) · size]: the new tokens.</param>
    /// <param name="keyCache">[context, kvHeads · size]; rows from <paramref name="position"/> on are written.</param>
    /// <param name="valueCache">[context, kvHeads · size]; likewise.</param>
    /// <param name="output">[length, heads · size].</param>
    /// <param name="position">The position of the first new token: how many tokens the cache holds.</param>
    /// <param name="length">Number of new tokens.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="context">Rows of the caches.</param>
    /// <param name="window">A query sees this many keys at most, itself included; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap) before bias and mask (Gemma 2, arXiv:2408.00118); 0: they stay.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The new tokens do not fit into the cache.</exception>
    public static void Decode(ThreadTeam team, ReadOnlySpan<float> qkv, Span<float> keyCache, Span<float> valueCache, Span<float> output,
        int position, int length, int heads, int kvHeads, int size, int context, int window = 0, float softCap = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        Check.Shape(qkv, length, heads + (2 * kvHeads), size);
        Check.Shape(keyCache, context, kvHeads, size);
        Check.Shape(valueCache, context, kvHeads, size);
        Check.Shape(output, length, heads, size);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, context - length);
        if (output.IsEmpty) return;
        int width = (heads + (2 * kvHeads)) * size, kvWidth = kvHeads * size;
        for (int t = 0; t < length; t++)
        {
            ReadOnlySpan<float> token = qkv.Slice(t * width, width);
            token.Slice(heads * size, kvWidth).CopyTo(keyCache.Slice((position + t) * kvWidth, kvWidth));
            token.Slice((heads + kvHeads) * size, kvWidth).CopyTo(valueCache.Slice((position + t) * kvWidth, kvWidth));
        }

        fixed (float* pQkv = qkv, pKeys = keyCache, pValues = valueCache, pOutput = output)
        {
            AttentionShape shape = AttentionShape.Cached(position, length, heads, kvHeads, size, Window(window, causal: true), Cap(softCap));
            if (length <= MostDecodedByRows)
            {
                AttentionDecodeJob rows = new() { Shape = shape, Query = pQkv, Key = pKeys, Value = pValues, Output = pOutput };
                rows.Run(team);
            }
            else
            {
                AttentionForwardJob tiles = new() { Shape = shape, Query = pQkv, Key = pKeys, Value = pValues, Output = pOutput };
                tiles.Run(team);
            }
        }
    }

    /// <summary>Causal attention of one new token of each of some texts that begin with the same tokens. Its key and value are written first.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="qkv">[texts, (heads + 2 · kvHeads) · size]: the new tokens.</param>
    /// <param name="keyCache">[at least <paramref name="shared"/>, kvHeads · size]: the keys of what all begin with.</param>
    /// <param name="valueCache">Likewise.</param>
    /// <param name="ownKeys">[rows, kvHeads · size]: keys of the texts' own tokens.</param>
    /// <param name="ownValues">Likewise.</param>
    /// <param name="places">[texts, at least <paramref name="own"/>]: the row of each of a text's own tokens; that of the new one is written.</param>
    /// <param name="output">[texts, heads · size].</param>
    /// <param name="shared">Tokens that all begin with.</param>
    /// <param name="own">Tokens of each text behind those, the new one included.</param>
    /// <param name="texts">How many.</param>
    /// <param name="heads">Query heads.</param>
    /// <param name="kvHeads">Key and value heads.</param>
    /// <param name="size">Size of a head.</param>
    /// <param name="window">A query sees this many keys at most, itself included; 0: all.</param>
    /// <param name="softCap">Scores s become softCap · tanh(s / softCap) before bias and mask (Gemma 2, arXiv:2408.00118); 0: they stay.</param>
    /// <exception cref="ShapeMismatchException">Lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is outside the rows, or more tokens are shared than the cache has.</exception>
    public static void DecodeBranches(ThreadTeam team, ReadOnlySpan<float> qkv, ReadOnlySpan<float> keyCache, ReadOnlySpan<float> valueCache, Span<float> ownKeys, Span<float> ownValues, ReadOnlySpan<int> places, Span<float> output,
        int shared, int own, int texts, int heads, int kvHeads, int size, int window = 0, float softCap = 0)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckHeads(heads, kvHeads, size);
        int width = (heads + (2 * kvHeads)) * size, kvWidth = kvHeads * size, rows = ownKeys.Length / kvWidth, stride = texts == 0 ? 0 : places.Length / texts;
        Check.Shape(qkv, texts, heads + (2 * kvHeads), size);
        Check.Shape(ownKeys, rows, kvHeads, size);
        Check.Shape(ownValues, rows, kvHeads, size);
        Check.Shape(output, texts, heads, size);
        ArgumentOutOfRangeException.ThrowIfNegative(shared);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shared, Math.Min(keyCache.Length, valueCache.Length) / kvWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(own, 1);
        if (output.IsEmpty) return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(own, stride);
        for (int t = 0; t < texts; t++)
        {
            foreach (int place in places.Slice(t * stride, own)) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)rows, nameof(places));
            int row = places[(t * stride) + own - 1];
            ReadOnlySpan<float> token = qkv.Slice(t * width, width);
            token.Slice(heads * size, kvWidth).CopyTo(ownKeys.Slice(row * kvWidth, kvWidth));
            token.Slice((heads + kvHeads) * size, kvWidth).CopyTo(ownValues.Slice(row * kvWidth, kvWidth));
        }

        fixed (float* pQkv = qkv, pKeys = keyCache, pValues = valueCache, pOwnKeys = ownKeys, pOwnValues = ownValues, pOutput = output)
        fixed (int* pPlaces = places)
        {
            AttentionShape shape = AttentionShape.Cached(shared, texts, heads, kvHeads, size, Window(window, causal: true), Cap(softCap));
            shape.Keys = shared + own;
            AttentionDecodeJob job = new()
            {
                Shape = shape, Query = pQkv, Key = pKeys, Value = pValues, OwnKey = pOwnKeys, OwnValue = pOwnValues, Places = pPlaces, PlacesStride = stride, Own = own, Output = pOutput,
            };
            job.Run(team);
        }
    }

    private static int Window(int window, bool causal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        return window == 0 || causal ? window : throw new ArgumentException("A window is of causal attention.", nameof(window));
    }

    private static float Cap(float softCap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(softCap);
        return softCap;
    }

    private static void CheckHeads(int heads, int kvHeads, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kvHeads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (heads % kvHeads != 0) throw new ArgumentException("Key heads are shared by the same number of query heads each: kvHeads must divide heads.", nameof(kvHeads));
    }
}
