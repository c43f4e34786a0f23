using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Passes;

/// <summary>What a model costs for one example of full length.</summary>
internal static class Costs
{
    public static long Total(IEnumerable<Node> nodes) => Sizes.Sum(nodes.Select(Flops));

    /// <summary>Floating-point operations of a node's forward pass, a multiply-add counted as two.</summary>
    private static long Flops(Node node)
    {
        if (node.Op is RepeatOp repeat)
        {
            return Sizes.Product(repeat.Child.Count, Total(repeat.Child.Graph.Nodes));
        }

        long length = node.Inputs
            .Where(input => input is not null && input.Type.HasTime)
            .Select(input => input!.Type.Axes.First(axis => axis.Role == AxisRole.Time).Maximum)
            .FirstOrDefault();
        return node.Op.Flops(node).Evaluate(symbol => symbol == "T" ? System.Math.Max(length, 1) : 1);
    }
}
