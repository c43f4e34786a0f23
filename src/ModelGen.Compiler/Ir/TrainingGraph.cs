using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Ir;

/// <summary>
/// A graph and its backward pass. Backward nodes read forward values directly; which of them must be kept is the memory plan's
/// question.
/// </summary>
/// <param name="OutputGradients">What the backward pass starts from, one for each output.</param>
/// <param name="InputGradients">One for each input; null for ids and masks, and for numbers that no output depends on.</param>
public sealed record TrainingGraph(Graph Forward, IReadOnlyList<Node> Backward, IReadOnlyList<Value> OutputGradients, IReadOnlyList<Value?> InputGradients)
{
    /// <summary>The gradients that there are.</summary>
    public IEnumerable<Value> Results => InputGradients.Where(gradient => gradient is not null).Select(gradient => gradient!);
}
