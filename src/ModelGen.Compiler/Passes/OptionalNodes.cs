using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Nodes of a backward pass that serve the same inputs' gradients and nothing else: the caller of a whole model may not want them.</summary>
/// <param name="Inputs">Their places in the list of inputs; none for nodes that parameters' gradients need.</param>
internal sealed record OptionalNodes(IReadOnlyList<Node> Nodes, IReadOnlyList<int> Inputs)
{
    public bool ServesOnly(int input) => Inputs.Count == 1 && Inputs[0] == input;

    /// <summary>The pass in parts that can run one after another, each or not: first what always runs, last what serves one gradient alone.</summary>
    public static IReadOnlyList<OptionalNodes> Cut(TrainingGraph graph)
    {
        var needed = new HashSet<Node>(RemoveDead.Run(graph.Backward, []));
        var serves = graph.Backward.Where(node => !needed.Contains(node)).ToDictionary(node => node, _ => new List<int>());
        for (int i = 0; i < graph.InputGradients.Count; i++)
        {
            if (graph.InputGradients[i] is { } gradient)
            {
                foreach (Node node in RemoveDead.Run(graph.Backward, [gradient]).Where(serves.ContainsKey))
                {
                    serves[node].Add(i);
                }
            }
        }

        // Whatever a node reads serves at least what it serves itself, so parts that serve more come first.
        IEnumerable<OptionalNodes> optional = serves.Keys
            .GroupBy(node => string.Join(",", serves[node]))
            .Select(part => new OptionalNodes([.. part], serves[part.First()]))
            .OrderByDescending(part => part.Inputs.Count);
        return [new([.. graph.Backward.Where(needed.Contains)], []), .. optional];
    }
}
