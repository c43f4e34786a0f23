using System;
using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Learns merges: again and again the most frequent pair of neighbours becomes a token. Of equally frequent ones the pair with the lower ids.</summary>
internal sealed class BpeTrainer
{
    private readonly List<(int[] Ids, long Count)> _words = [];
    private readonly Dictionary<(int, int), long> _counts = [];
    private readonly Dictionary<(int, int), HashSet<int>> _places = [];
    private readonly PriorityQueue<((int Left, int Right) Pair, long Count), (long, int, int)> _queue = new();

    /// <summary>The merges of <paramref name="count"/> tokens after the 256 bytes, or fewer when no pair occurs twice.</summary>
    /// <param name="words">Each different word as bytes, and how often it occurs.</param>
    public static List<(int Left, int Right)> Train(IEnumerable<(byte[] Bytes, long Count)> words, int count)
    {
        BpeTrainer trainer = new();
        foreach ((byte[] bytes, long times) in words) trainer.AddWord(bytes, times);
        foreach (((int, int) pair, long times) in trainer._counts) trainer.Enqueue(pair, times);
        List<(int Left, int Right)> merges = [];
        while (merges.Count < count && trainer.Best() is (int, int) best)
        {
            trainer.Merge(best, 256 + merges.Count);
            merges.Add(best);
        }

        return merges;
    }

    private void AddWord(byte[] bytes, long times)
    {
        int[] ids = Array.ConvertAll(bytes, value => (int)value);
        _words.Add((ids, times));
        for (int i = 1; i < ids.Length; i++) Count((ids[i - 1], ids[i]), times, _words.Count - 1);
    }

    private void Count((int, int) pair, long times, int word)
    {
        _counts[pair] = _counts.GetValueOrDefault(pair) + times;
        if (!_places.TryGetValue(pair, out HashSet<int>? places)) _places.Add(pair, places = []);
        places.Add(word);
    }

    private void Enqueue((int Left, int Right) pair, long times) => _queue.Enqueue((pair, times), (-times, pair.Left, pair.Right));

    // Counts in the queue may be out of date; then the pair goes back with the right one.
    private (int, int)? Best()
    {
        while (_queue.TryDequeue(out ((int, int) Pair, long Count) entry, out _))
        {
            long count = _counts.GetValueOrDefault(entry.Pair);
            if (count == entry.Count) return count > 1 ? entry.Pair : null;
            if (count > 0 && count < entry.Count) Enqueue(entry.Pair, count);
        }

        return null;
    }

    private void Merge((int Left, int Right) pair, int merged)
    {
        HashSet<(int, int)> grown = [];
        int[] places = [.. _places[pair]];
        foreach (int place in places)
        {
            (int[] ids, long times) = _words[place];
            for (int i = 1; i < ids.Length; i++) _counts[(ids[i - 1], ids[i])] -= times;
            int[] shorter = Replace(ids, pair, merged);
            for (int i = 1; i < shorter.Length; i++)
            {
                Count((shorter[i - 1], shorter[i]), times, place);
                if (shorter[i - 1] == merged || shorter[i] == merged) grown.Add((shorter[i - 1], shorter[i]));
            }

            _words[place] = (shorter, times);
        }

        _counts.Remove(pair);
        _places.Remove(pair);
        foreach ((int, int) other in grown) Enqueue(other, _counts[other]);
    }

    private static int[] Replace(int[] ids, (int Left, int Right) pair, int merged)
    {
        List<int> result = new(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            bool matches = i + 1 < ids.Length && ids[i] == pair.Left && ids[i + 1] == pair.Right;
            result.Add(matches ? merged : ids[i]);
            if (matches) i++;
        }

        return [.. result];
    }
}
