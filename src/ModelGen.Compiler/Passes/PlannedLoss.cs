using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The pass between forward and backward.</summary>
internal sealed record PlannedLoss(LossGraph Source, PlannedPass Pass)
{
    public Graph Graph => Pass.Graph;

    /// <summary>What the loss needs, and what its gradients alone need: the caller may not want them.</summary>
    public (IReadOnlyList<Node> Loss, IReadOnlyList<Node> Gradients) Parts
    {
        get
        {
            HashSet<Node> needed = [.. RemoveDead.Run(Pass.Nodes, [Graph.Outputs[0]])];
            return ([.. Pass.Nodes.Where(needed.Contains)], [.. Pass.Nodes.Where(node => !needed.Contains(node))]);
        }
    }
}
