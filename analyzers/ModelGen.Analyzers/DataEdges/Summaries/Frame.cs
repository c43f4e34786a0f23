using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace ModelGen.Analyzers.DataEdges.Summaries;

/// <summary>One body that is walked through: a method, a lambda or a local function.</summary>
/// <param name="Graph">Null for an expression by itself, such as a field's initializer.</param>
/// <param name="Owner">The method whose code it is; null where it is an initializer.</param>
internal sealed record Frame(Locals Locals, Summary Summary, ControlFlowGraph? Graph, IMethodSymbol? Owner)
{
    public bool IsConstructor => Owner?.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor;

    /// <summary>Where the graph of a local function is kept: that of the body around it.</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol function)
    {
        for (ControlFlowGraph? around = Graph; around is not null; around = around.Parent)
        {
            if (around.LocalFunctions.Contains(function))
            {
                return around.GetLocalFunctionControlFlowGraph(function);
            }
        }

        return null;
    }
}
