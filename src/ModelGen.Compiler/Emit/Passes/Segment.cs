using System.Collections.Generic;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>A run of nodes within one pass.</summary>
/// <param name="Copies">Values that live elsewhere and are copied to results after the nodes.</param>
/// <param name="Zeros">Results that no output depends on.</param>
/// <param name="Condition">C# text; null for nodes that always run.</param>
internal sealed record Segment(IReadOnlyList<Node> Nodes, IReadOnlyList<ResultCopy> Copies, IReadOnlyList<int> Zeros, string? Condition = null)
{
    /// <summary>What nodes behind a condition write and others read.</summary>
    public IReadOnlyList<Value> Ahead { get; init; } = [];
}
