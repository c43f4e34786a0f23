using System;
using System.Collections.Generic;

namespace ModelGen.Data.Tokenizers.Models;

/// <summary>Finds all pieces that begin at a place of a text.</summary>
internal sealed class PieceTrie
{
    /// <summary>The most characters of a piece: each place of a text is compared with no more.</summary>
    public const int Longest = 256;

    private readonly Dictionary<long, int> _nodes = [];
    private readonly List<int> _ids = [-1];

    /// <summary>Adds a piece; of two that are alike the last counts.</summary>
    public void Add(string piece, int id)
    {
        int node = 0;
        foreach (char next in piece)
        {
            if (!_nodes.TryGetValue(Key(node, next), out int to))
            {
                _nodes.Add(Key(node, next), to = _ids.Count);
                _ids.Add(-1);
            }

            node = to;
        }

        _ids[node] = id;
    }

    /// <summary>Goes on from a node; -1: no piece does.</summary>
    public int Next(int node, char next) => _nodes.TryGetValue(Key(node, next), out int to) ? to : -1;

    /// <summary>The piece that ends at a node; -1: none does.</summary>
    public int Id(int node) => _ids[node];

    private static long Key(int node, char next) => ((long)node << 16) | next;
}
