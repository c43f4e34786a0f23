using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Moves what serves the input's gradient alone to the end of the backward pass, where emitted code skips it when the caller of a whole
/// model does not want it. Memory is planned for this order.
/// </summary>
internal static class InputGradientLast
{
    public static TrainingGraph Run(TrainingGraph graph)
    {
        var needed = new HashSet<Node>(RemoveDead.Run(graph.Backward, []));
        return graph with { Backward = [.. graph.Backward.Where(needed.Contains), .. graph.Backward.Where(node => !needed.Contains(node))] };
    }
}
