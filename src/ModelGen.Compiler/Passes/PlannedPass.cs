using System.Collections.Generic;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>A graph as it will run: its fused nodes and their memory.</summary>
internal sealed record PlannedPass(Graph Graph, IReadOnlyList<Node> Nodes, Frame Frame);
