using System;
using System.Collections.Generic;
using ModelGen.Data.Tokenizers.Models;

namespace ModelGen.Data.Tokenizers.Files;

/// <summary>Merges of files that have tokens and ranks alone: any two tokens that make a third may become it.</summary>
internal static class Splits
{
    // Each token is compared at each place in it; files that are one long token after the other are no tokenizers.
    private const long MostWork = 500_000_000;

    /// <param name="vocabulary">The tokens.</param>
    /// <param name="ranked">The tokens that are made of others, and the rank of each: those of the least come first.</param>
    /// <exception cref="FormatException">They are too long.</exception>
    public static BpeMerges Of(Dictionary<string, int> vocabulary, IEnumerable<(string Token, int Rank)> ranked)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        BpeMerges merges = new();
        long work = 0;
        foreach ((string token, int rank) in ranked)
        {
            work += (long)token.Length * token.Length;
            if (work > MostWork) throw new FormatException("its tokens are too long");
            for (int at = 1; at < token.Length; at++)
            {
                if (lookup.TryGetValue(token.AsSpan(0, at), out int left) && lookup.TryGetValue(token.AsSpan(at), out int right)) merges.Add(left, right, vocabulary[token], rank);
            }
        }

        return merges;
    }
}
