using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>Parameters that prediction and decoding read as weight matrices and as nothing else, so that they need not be floats.</summary>
internal sealed class MatrixParameters
{
    private readonly HashSet<(string Graph, string Member)> _others = [];

    public MatrixParameters(PlannedModel plan)
    {
        foreach (PlannedModel entry in plan.Entries.Append(plan))
        {
            foreach (Graph graph in entry.Model.Main.WithCallees()) Add(entry, graph, graph.Nodes);
            foreach (PlannedPass pass in entry.Prediction.Concat(entry.Decoding).Concat(entry.Branching)) Add(entry, pass.Graph, pass.Nodes);
        }
    }

    public bool Has(string graph, ParameterDecl parameter) => !parameter.IsBuffer && parameter.Sizes.Count == 2 && !_others.Contains((graph, parameter.Member));

    /// <summary>By this the passes of an entry and of the model, and of a block that both use, have one name.</summary>
    public static string NameOf(Graph graph, bool isMain) => isMain ? "" : graph.Name;

    private void Add(PlannedModel entry, Graph graph, IReadOnlyList<Node> nodes)
    {
        string name = NameOf(graph, graph.Name == entry.Model.Main.Name);
        foreach (Node node in nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (node.Inputs[i]?.Parameter is { } parameter && i != node.Op.MatrixInput) _others.Add((name, parameter.Member));
            }
        }

        foreach (Value output in graph.Outputs)
        {
            if (output.Parameter is { } parameter) _others.Add((name, parameter.Member));
        }
    }
}
