using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Spec;

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
        long largest = 1, window = 1, results = 0;
        foreach (Value output in node.Outputs)
        {
            long count = Count(output);
            (largest, results) = (Math.Max(largest, count), Sizes.Sum([results, count]));
        }

        foreach (Value? input in node.Inputs)
        {
            if (input?.Parameter is { } parameter)
            {
                window = Math.Max(window, Window(parameter.Sizes));
            }
            else if (input is not null)
            {
                largest = Math.Max(largest, Count(input));
            }
        }

        return Sizes.Sum([results, Sizes.Product(largest, window)]);
    }

    private static long Window(EquatableArray<long> sizes)
    {
        long product = sizes.Count > 2 ? Math.Max(sizes[0], sizes[1]) : 1;
        for (int i = 2; i < sizes.Count; i++)
        {
            product = Sizes.Product(product, sizes[i]);
        }

        return product;
    }

    private static long Count(Value value) => value.Type.Count.Evaluate(_ => 1);
}
