using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Ops;

internal static class GradientNames
{
    /// <summary>The name of a value's gradient: <c>norm1</c> -> <c>dNorm1</c>.</summary>
    public static string GradientName(this Value value) => "d" + char.ToUpperInvariant(value.Name[0]) + value.Name.Substring(1);
}
