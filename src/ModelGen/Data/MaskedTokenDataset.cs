using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Cpu;

namespace ModelGen.Data;

/// <summary>
/// Masked-language modelling: of each sequence some tokens are hidden, others each time, and the model is asked for them. Of those that are chosen four in five become the mask, one in ten any token, and one in ten stays.
/// </summary>
/// <remarks>Devlin et al. 2018, arXiv:1810.04805, section 3.1; new choices in each epoch: Liu et al. 2019, arXiv:1907.11692.</remarks>
public sealed class MaskedTokenDataset : IDataSource<int, int>
{
    private const float Masked = 0.8f, Replaced = 0.9f;

    private readonly IReadOnlyList<int[]> _sequences;
    private readonly HashSet<int> _special;
    private readonly SequenceOrder _order;
    private readonly int _mask, _vocabulary;
    private readonly float _share;

    /// <summary>Keeps the sequences, without a copy.</summary>
    /// <param name="sequences">The token ids of each example.</param>
    /// <param name="mask">The id of the mask.</param>
    /// <param name="vocabulary">Tokens that may stand in place of others are below this.</param>
    /// <param name="special">Ids that are never chosen, such as those of [CLS] and [SEP].</param>
    /// <param name="maximumLength">Longer sequences lose their end: the model's Context.</param>
    /// <param name="padding">The id behind the end of shorter ones: the model's Padding.</param>
    /// <param name="batch">Examples per batch; the last of an epoch may be smaller.</param>
    /// <param name="share">How many tokens are chosen; of each sequence at least one.</param>
    /// <param name="shuffle">Whether each epoch has its own order.</param>
    /// <param name="seed">The seed of orders and choices.</param>
    /// <exception cref="ArgumentException">No examples, or a sequence without a token that may be chosen.</exception>
    public MaskedTokenDataset(IReadOnlyList<int[]> sequences, int mask, int vocabulary, IEnumerable<int> special, int maximumLength, int padding, int batch, float share = 0.15f, bool shuffle = true, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(special);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 1);
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1");
        if ((uint)mask >= (uint)vocabulary) throw new ArgumentOutOfRangeException(nameof(mask), mask, $"The mask must be a token below {vocabulary}");
        (_sequences, _special, _order) = (sequences, [.. special, padding, mask], new SequenceOrder(sequences, maximumLength, padding, batch, shuffle, seed));
        (_mask, _vocabulary, _share) = (mask, vocabulary, share);
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Take(maximumLength).All(_special.Contains)) throw new ArgumentException($"Sequence {i} has no token that may be hidden: leave it out", nameof(sequences));
        }
    }

    /// <summary>The number of examples.</summary>
    public int Examples => _sequences.Count;

    /// <summary>Longer sequences lose their end.</summary>
    public int MaximumLength => _order.MaximumLength;

    /// <summary>The id behind the end of shorter ones.</summary>
    public int Padding => _order.Padding;

    /// <summary>Batches per epoch.</summary>
    public int BatchesPerEpoch => _order.BatchesPerEpoch;

    long? IDataSource<Batch<int, int>>.BatchesPerEpoch => BatchesPerEpoch;

    /// <inheritdoc/>
    public DataPosition Position
    {
        get => _order.Position;
        set => _order.Position = value;
    }

    /// <inheritdoc/>
    public bool Next(Batch<int, int> batch)
    {
        ulong seed = Position.Seed;
        if (!_order.Next(batch, out ReadOnlySpan<int> examples, out long epoch)) return false;
        int length = batch.Input.Length / examples.Length;
        ulong choices = CounterRandom.Derive(seed, (ulong)epoch);
        for (int row = 0; row < examples.Length; row++)
        {
            Hide(batch.Input.Slice(row * length, length), batch.Target.Slice(row * length, length), CounterRandom.Derive(choices, (ulong)examples[row]));
        }

        return true;
    }

    private void Hide(Span<int> input, Span<int> target, ulong key)
    {
        int least = -1; // the token that comes first where none is chosen
        float lowest = float.PositiveInfinity;
        bool any = false;
        for (int i = 0; i < input.Length; i++)
        {
            if (_special.Contains(input[i])) continue;
            float drawn = CounterRandom.Uniform(key, 3 * (ulong)i);
            if (drawn < lowest) (least, lowest) = (i, drawn);
            if (drawn >= _share) continue;
            any = true;
            Hide(input, target, i, key);
        }

        if (!any && least >= 0) Hide(input, target, least, key);
    }

    private void Hide(Span<int> input, Span<int> target, int i, ulong key)
    {
        target[i] = input[i];
        float kind = CounterRandom.Uniform(key, (3 * (ulong)i) + 1);
        if (kind < Masked) input[i] = _mask;
        else if (kind < Replaced) input[i] = (int)((ulong)CounterRandom.Hash(key, (3 * (ulong)i) + 2) * (ulong)_vocabulary >> 32);
    }
}
