using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Passes;

/// <summary>The size of a called block's saved frame, as a symbol in the caller's sizes and a local variable in emitted code.</summary>
internal static class FrameSymbols
{
    public static string SavedName(Graph graph) => CSharpNames.Camel(graph.Name) + "Saved";

    public static Dim Saved(Graph graph) => Dim.Symbol(SavedName(graph));

    /// <summary>All symbols but the batch and lengths of sequences.</summary>
    public static bool IsFrame(string symbol) => symbol is not ("B" or "T") && !LengthDecl.IsLength(symbol);
}
