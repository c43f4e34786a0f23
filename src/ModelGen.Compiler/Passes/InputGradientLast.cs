using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Moves what serves inputs' gradients alone to the end of the backward pass, where emitted code skips it when the caller of a whole
/// model does not want it. Memory is planned for this order.
/// </summary>
internal static class InputGradientLast
{
    public static TrainingGraph Run(TrainingGraph graph) => graph with { Backward = [.. OptionalNodes.Cut(graph).SelectMany(part => part.Nodes)] };
}
