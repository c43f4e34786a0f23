using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>What all emitted passes of one model have in common.</summary>
/// <param name="HasTime">There is a sequence axis, and so a parameter T.</param>
/// <param name="Context">Its largest length.</param>
internal sealed record PassFormat(bool HasTime, long Context, PassTarget Target)
{
    /// <summary>The arguments that carry the dynamic sizes.</summary>
    public string Sizes => HasTime ? "B, T" : "B";

    public string SizeParameters => HasTime ? $"{Target.Integer} B, {Target.Integer} T" : Target.Integer + " B";

    public string LongSizeParameters => HasTime ? "long B, long T" : "long B";

    /// <summary>The pass works on a decoder's cache.</summary>
    public static bool IsDecoding(string pass) => pass is "Decode" or "Step";

    public static string ParameterClass(Graph graph, bool isMain) => isMain ? "ParameterTree" : graph.Name + ReservedNames.ParametersSuffix;
}
