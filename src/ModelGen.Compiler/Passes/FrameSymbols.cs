using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The size of a called block's saved frame, as a symbol in the caller's sizes and a local variable in emitted code.</summary>
internal static class FrameSymbols
{
    public static Symbol Saved(Graph graph) => new(SymbolKind.Frame, CSharpNames.Camel(graph.Name) + "Saved");
}
