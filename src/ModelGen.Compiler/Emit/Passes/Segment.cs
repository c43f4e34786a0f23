using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>A run of nodes within one pass.</summary>
/// <param name="Copy">A value that lives elsewhere and is copied to the result after the nodes.</param>
/// <param name="Condition">C# text; null for nodes that always run.</param>
internal sealed record Segment(IReadOnlyList<Node> Nodes, Value? Copy = null, string? Condition = null);
