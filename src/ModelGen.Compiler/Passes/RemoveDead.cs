using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Drops nodes without effect whose outputs nobody reads.</summary>
internal static class RemoveDead
{
    public static List<Node> Run(IReadOnlyList<Node> nodes, IEnumerable<Value> wanted)
    {
        var live = new HashSet<Value>(wanted);
        var kept = new List<Node>();
        foreach (Node node in nodes.Reverse())
        {
            if (node.Op.HasEffect || node.Outputs.Any(live.Contains))
            {
                kept.Add(node);
                live.UnionWith(node.Inputs.Where(input => input is not null).Select(input => input!));
            }
        }

        kept.Reverse();
        return kept;
    }
}
