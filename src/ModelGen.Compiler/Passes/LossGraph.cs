using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>An objective and its gradients: the graph's first output is the loss, the others are gradients.</summary>
/// <param name="Outputs">Which output of the model each gradient is of; those that the objective does not depend on are missing.</param>
internal sealed record LossGraph(Graph Graph, IReadOnlyList<int> Outputs)
{
    /// <summary>One kernel makes loss and gradient, which may lie over the output.</summary>
    public bool IsOnePass { get; init; }
}
