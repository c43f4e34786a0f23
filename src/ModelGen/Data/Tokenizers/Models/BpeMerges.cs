using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>The merges of byte-pair encoding: of all neighbours in a word, the pair that was learned first becomes one token, until there is none.</summary>
/// <remarks>Sennrich, Haddow and Birch 2016, arXiv:1508.07909. A queue of candidates keeps words without spaces, however long, from taking quadratic time.</remarks>
internal sealed class BpeMerges
{
    private const int Short = 24;

    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];

    /// <summary>How many there are.</summary>
    public int Count => _merges.Count;

    /// <summary>Appends a merge; false if the pair has one already.</summary>
    public bool Add(int left, int right, int merged) => Add(left, right, merged, _merges.Count);

    /// <summary>Adds a merge by its rank: those of the least rank come first; of several of one rank that which is further left.</summary>
    public bool Add(int left, int right, int merged, int rank) => _merges.TryAdd((left, right), (rank, merged));

    /// <summary>The pairs in the order in which they were learned.</summary>
    public (int Left, int Right)[] InOrder()
    {
        (int, int)[] pairs = [.. _merges.Keys];
        int[] ranks = [.. _merges.Values.Select(merge => merge.Rank)];
        Array.Sort(ranks, pairs);
        return pairs;
    }

    /// <summary>Merges the tokens of one word and appends what is left of them.</summary>
    /// <param name="word">The tokens of the single bytes; used up.</param>
    /// <param name="ids">Receives the result.</param>
    /// <param name="lengths">How much of the word each token is, changed along with it; empty: nobody asks.</param>
    /// <returns>How many of the lengths are left, at the beginning.</returns>
    public int Apply(Span<int> word, List<int> ids, Span<int> lengths = default) => word.Length <= Short ? ApplyShort(word, ids, lengths) : ApplyLong(word, ids, lengths);

    // Looking for the best pair again after each merge is faster where there are few.
    private int ApplyShort(Span<int> word, List<int> ids, Span<int> lengths)
    {
        int count = word.Length;
        while (true)
        {
            (int Rank, int Merged) best = (int.MaxValue, 0);
            int at = 0;
            for (int i = 1; i < count; i++)
            {
                if (_merges.TryGetValue((word[i - 1], word[i]), out (int Rank, int Merged) merge) && merge.Rank < best.Rank) (best, at) = (merge, i);
            }

            if (at == 0) break;
            word[at - 1] = best.Merged;
            word[(at + 1)..count].CopyTo(word[at..]);
            if (!lengths.IsEmpty)
            {
                lengths[at - 1] += lengths[at];
                lengths[(at + 1)..count].CopyTo(lengths[at..]);
            }

            count--;
        }

        foreach (int id in word[..count]) ids.Add(id);
        return count;
    }

    private int ApplyLong(Span<int> word, List<int> ids, Span<int> lengths)
    {
        int[] next = new int[word.Length], previous = new int[word.Length];
        PriorityQueue<(int At, int Left, int Right), (int Rank, int At)> candidates = new();
        for (int i = 0; i < word.Length; i++)
        {
            (next[i], previous[i]) = (i + 1 < word.Length ? i + 1 : -1, i - 1);
            if (i > 0) Offer(candidates, word, i - 1, i);
        }

        while (candidates.TryDequeue(out (int At, int Left, int Right) pair, out _))
        {
            // One of the two may have become part of another token since.
            int right = word[pair.At] == pair.Left ? next[pair.At] : -1;
            if (right < 0 || word[right] != pair.Right) continue;
            word[pair.At] = _merges[(pair.Left, pair.Right)].Merged;
            word[right] = -1;
            if (!lengths.IsEmpty) lengths[pair.At] += lengths[right];
            next[pair.At] = next[right];
            if (next[right] >= 0)
            {
                previous[next[right]] = pair.At;
                Offer(candidates, word, pair.At, next[right]);
            }

            if (previous[pair.At] >= 0) Offer(candidates, word, previous[pair.At], pair.At);
        }

        int count = 0;
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] < 0) continue;
            ids.Add(word[i]);
            if (!lengths.IsEmpty) lengths[count] = lengths[i];
            count++;
        }

        return count;
    }

    private void Offer(PriorityQueue<(int At, int Left, int Right), (int Rank, int At)> candidates, ReadOnlySpan<int> word, int at, int right)
    {
        if (_merges.TryGetValue((word[at], word[right]), out (int Rank, int Merged) merge)) candidates.Enqueue((at, word[at], word[right]), (merge.Rank, at));
    }
}
