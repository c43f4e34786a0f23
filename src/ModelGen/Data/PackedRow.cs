using System;
using System.Collections.Generic;

namespace ModelGen.Data;

/// <summary>Texts side by side, parted by separators, with a target at each token.</summary>
internal sealed class PackedRow(int length, int separator)
{
    private readonly List<int> _ids = [], _targets = [];

    public int[] Ids => [.. _ids];

    public int[] Targets => [.. _targets];

    /// <summary>Tokens of another text that there is room for.</summary>
    public int Room => int.Max(length - _ids.Count - Between, 0);

    public void Add(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets)
    {
        if (Between > 0)
        {
            _ids.Add(separator);
            _targets.Add(TokenTargetDataset.None);
        }

        _ids.AddRange(ids);
        _targets.AddRange(targets);
    }

    // A text that ends with the separator needs no other.
    private int Between => _ids.Count == 0 || _ids[^1] == separator ? 0 : 1;
}
