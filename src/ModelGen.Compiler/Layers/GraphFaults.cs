using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Layers;

/// <summary>What stopped the reading of a graph method, as an error.</summary>
internal static class GraphFaults
{
    /// <returns>Null where all was read, and where C# itself reports what is wrong.</returns>
    public static ModelError? Of(GraphSpec graph) => graph.Fault is not { } fault || fault.Problem is ReadingProblem.Silent or ReadingProblem.Size ? null : new(
        fault.Problem == ReadingProblem.Foreign ? ErrorId.ForeignValue : ErrorId.Unreadable,
        fault.Source,
        fault.Message,
        fault.Related is { } related ? new(related) : default);
}
