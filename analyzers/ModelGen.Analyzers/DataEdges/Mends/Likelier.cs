using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Analyzers.DataEdges.Mends;

/// <summary>Of two places that disagree, the one is likelier wrong that stands against more uses: where one edit mends several faults of a method, it comes first.</summary>
internal static class Likelier
{
    public static IEnumerable<Edge> Sorted(IReadOnlyList<Edge> edges)
    {
        Dictionary<(SyntaxNode, string), int> faults = [];
        foreach ((SyntaxNode, string) edit in edges.SelectMany(edge => Edits(edge).Distinct()))
        {
            faults[edit] = faults.TryGetValue(edit, out int before) ? before + 1 : 1;
        }

        return edges.Select(edge => edge.Mends is { Count: > 1 } mends ? edge with { Mends = [.. mends.OrderByDescending(mend => faults[(mend.Node, mend.Text)] > 1)] } : edge); // stable
    }

    private static IEnumerable<(SyntaxNode, string)> Edits(Edge edge) => (edge.Mends ?? []).Select(mend => (mend.Node, mend.Text));
}
