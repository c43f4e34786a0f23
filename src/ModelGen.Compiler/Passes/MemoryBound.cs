using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Whether a model could need more memory than there is, told from its values alone.</summary>
internal static class MemoryBound
{
    // What passes keep of each value: itself, its gradient, what a kernel puts beside them; and much to spare.
    private const long Copies = 32;

    /// <returns>False only where the least batch surely fits: then no plan need be made to know that.</returns>
    public static bool IsNear(LoweredModel model) => Floats(model.Main) > PlannedModel.ArrayLimit / Copies;

    private static long Floats(Graph graph) => Sizes.Sum(
    [
        .. graph.Inputs.Concat(graph.Parameters).Select(Count),
        .. graph.Nodes.Select(Beside),
        .. graph.Children.Select(child => Sizes.Product(child.Count, Floats(child.Graph))),
    ]);

    // A convolution lays the windows of its input side by side.
    private static long Beside(Node node)
    {
        long largest = node.Outputs.Concat(node.Inputs.Where(input => input is not null).Select(input => input!)).Where(value => value.Parameter is null).Select(Count).DefaultIfEmpty(1).Max();
        IEnumerable<long> windows = node.Inputs.Where(input => input?.Parameter is { Sizes.Count: > 2 }).Select(input => input!.Parameter!.Sizes)
            .Select(sizes => Sizes.Product([Math.Max(sizes[0], sizes[1]), .. sizes.Skip(2)]));
        return Sizes.Sum([.. node.Outputs.Select(Count), Sizes.Product(largest, windows.DefaultIfEmpty(1).Max())]);
    }

    private static long Count(Value value) => value.Type.Count.Evaluate(_ => 1);
}
