using System.Collections.Generic;

namespace ModelGen.Compiler.Ir;

/// <summary>
/// A graph and its backward pass. Backward nodes read forward values directly; which of them must be kept is the memory plan's
/// question.
/// </summary>
/// <param name="OutputGradient">What the backward pass starts from.</param>
/// <param name="InputGradient">The gradient of the first input; null for token ids.</param>
public sealed record TrainingGraph(Graph Forward, IReadOnlyList<Node> Backward, Value OutputGradient, Value? InputGradient);
