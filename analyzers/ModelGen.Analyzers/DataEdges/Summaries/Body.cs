using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>The code of a method of this compilation.</summary>
internal sealed record Body(IOperation Root, ControlFlowGraph Graph, Locals Locals);
