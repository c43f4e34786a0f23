using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Elementwise;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// What a backward pass computes again. A chain of element-wise functions is one kernel with nothing kept between its ends: its gradient reads what the chain read and makes the rest in registers. That
/// reads and keeps the least memory, one value of the chain for all of them; the functions' own time is less than that of a pass through memory, or the chain would not have been merged.
/// </summary>
internal static class Recompute
{
    /// <summary>The node as far as it keeps chains apart: an element-wise gradient reads no value of one.</summary>
    public static Node WithoutChains(Node node) => node.Op is ElementwiseOp
        ? new Node(node.Op, [.. node.Inputs.Select(input => input?.Producer?.Op is ElementwiseOp ? null : input)], [])
        : node;

    /// <summary>The backward nodes over what the merged forward pass still makes.</summary>
    public static List<Node> Run(Graph forward, IReadOnlyList<Node> backward)
    {
        HashSet<Value> known = [.. forward.Inputs, .. forward.Parameters, .. forward.Nodes.SelectMany(node => node.Outputs)];
        var rewritten = new List<Node>();
        foreach (Node node in backward)
        {
            Node current = node;
            for (int i = 0; current.Op is ElementwiseOp reader && i < current.Inputs.Count;)
            {
                // Made before this node by the backward pass itself, or gone.
                if (known.Contains(current.Input(i)) || current.Input(i).Producer is not { Op: ElementwiseOp gone } producer)
                {
                    i++;
                    continue;
                }

                current = gone.Into(reader, current, i, producer, again: true)
                    ?? throw new System.InvalidOperationException($"The gradient of {gone.Name} is too large");
                i = 0;
            }

            rewritten.Add(current);
            known.UnionWith(current.Outputs);
        }

        return rewritten;
    }
}
