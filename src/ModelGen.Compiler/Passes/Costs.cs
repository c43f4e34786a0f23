using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>What a model costs for one example of full length.</summary>
internal static class Costs
{
    public static long Total(IEnumerable<Node> nodes) => Sizes.Sum(nodes.Select(Flops));

    /// <summary>Floating-point operations of a node's forward pass, a multiply-add counted as two.</summary>
    private static long Flops(Node node)
    {
        if (node.Op.Callee is { } child)
        {
            return Sizes.Product(child.Count, Total(child.Graph.Nodes));
        }

        return node.Op.Flops(node).Evaluate(symbol => Longest(node, Dim.Of(symbol)));
    }

    // The largest value of a length; 1 for the batch.
    private static long Longest(Node node, Dim length) => node.Inputs.Concat(node.Outputs)
        .Where(value => value is not null)
        .SelectMany(value => value!.Type.Axes)
        .Where(axis => axis.Role == AxisRole.Time && axis.Size.Equals(length))
        .Select(axis => System.Math.Max(axis.Maximum, 1))
        .FirstOrDefault() is > 0 and long found ? found : 1;
}
