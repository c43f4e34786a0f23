using System;
using ModelGen.Data;

namespace CharGptSample;

/// <summary>Counts of pairs of characters: what can be known of a text without learning more than one step. The yardstick.</summary>
/// <remarks>Witten-Bell smoothing (Witten and Bell 1991): after a, a new follower is as likely as there are different followers of a, and is then
/// drawn from the single characters: p(b|a) = (n(a,b) + k(a)·p(b)) / (n(a) + k(a)). Better than add-one, so harder to beat.</remarks>
internal sealed class BigramModel
{
    private readonly int _vocabulary;
    private readonly float[] _pairs; // -log p(b|a) at a * vocabulary + b

    /// <summary>Counts the pairs of <paramref name="tokens"/>.</summary>
    public BigramModel(ReadOnlySpan<int> tokens, int vocabulary)
    {
        _vocabulary = vocabulary;
        long[] single = new long[vocabulary], pairs = new long[vocabulary * vocabulary];
        for (int i = 0; i < tokens.Length; i++)
        {
            single[tokens[i]]++;
            if (i > 0) pairs[tokens[i - 1] * vocabulary + tokens[i]]++;
        }

        _pairs = new float[pairs.Length];
        for (int a = 0; a < vocabulary; a++) Smooth(pairs.AsSpan(a * vocabulary, vocabulary), single, tokens.Length, _pairs.AsSpan(a * vocabulary, vocabulary));
    }

    /// <summary>The mean loss in nats per character over the targets of a source, the same ones that a model is measured on.</summary>
    public float Loss(IDataSource<int, int> source)
    {
        Batch<int, int> batch = new();
        double sum = 0;
        long count = 0;
        source.Reset(0);
        while (source.Next(batch))
        {
            for (int i = 0; i < batch.Input.Length; i++) sum += _pairs[batch.Input[i] * _vocabulary + batch.Target[i]];
            count += batch.Input.Length;
        }

        return (float)(sum / count);
    }

    private static void Smooth(ReadOnlySpan<long> followers, long[] single, int tokens, Span<float> losses)
    {
        long count = 0;
        int different = 0;
        foreach (long n in followers)
        {
            count += n;
            if (n > 0) different++;
        }

        // A character that was never followed by anything: as if one had been seen.
        double unseen = Math.Max(1, different);
        for (int b = 0; b < losses.Length; b++)
        {
            double alone = (single[b] + 1.0) / (tokens + losses.Length);
            losses[b] = (float)-Math.Log((followers[b] + unseen * alone) / (count + unseen));
        }
    }
}
