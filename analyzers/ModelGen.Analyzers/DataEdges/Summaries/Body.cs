using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>The code of a method of this compilation.</summary>
/// <param name="Owner">The method as the code itself has it: of the compilation in which it is bound.</param>
internal sealed record Body(IMethodSymbol Owner, IOperation Root, ControlFlowGraph Graph, Locals Locals);
