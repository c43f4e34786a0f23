using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>What one look at a method may cost: how deep calls are followed, and how much code in all. Beyond that, calls give what is not known.</summary>
internal sealed class Walk(CancellationToken cancellation)
{
    private const int MostDepth = 8;
    private const int MostBlocks = 5_000;

    private readonly HashSet<object> _open = [];
    private int _blocks;

    public CancellationToken Cancellation => cancellation;

    /// <summary>How often something was left out: what was found in between is no answer for others.</summary>
    public int LeftOut { get; private set; }

    /// <summary>How many calls are being followed.</summary>
    public int Depth => _open.Count;

    /// <summary>Whether no more code may be looked at.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>False for code that is being looked into already, and beyond the bounds.</summary>
    public bool Enter(object code, int blocks)
    {
        cancellation.ThrowIfCancellationRequested();
        IsSpent |= _blocks + blocks > MostBlocks;
        if (_open.Count >= MostDepth || IsSpent)
        {
            LeftOut++;
            return false;
        }

        _blocks += blocks;
        bool isFirst = _open.Add(code);
        LeftOut += isFirst ? 0 : 1;
        return isFirst;
    }

    public void Leave(object code) => _open.Remove(code);
}
