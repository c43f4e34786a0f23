using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Losses;

namespace ModelGen.Compiler.Emit;

/// <summary>Shapes of public members as attributes, which the analyzer reads where the members are called.</summary>
internal static class ShapeText
{
    /// <summary><c>[global::ModelGen.Shape("B, 4")] </c>, to stand before a parameter.</summary>
    public static string Parameter(TensorType type) => $"[{Attribute(type)}] ";

    /// <summary>An input of a model: of tokens with the vocabulary.</summary>
    public static string Input(InputDecl input) =>
        $"[{Attribute(input.Type, input.IsTokens && input.IdLimit > 0 ? $", Below = {Literals.Int(input.IdLimit)}{Padding(input.Padding)}" : "")}] ";

    /// <summary>One text's tokens, as a decoder takes them.</summary>
    public static string Tokens(long context, long vocabulary) =>
        $"[{Attribute(new(DType.I32, new(Ir.Axis.Time(context))), $", Below = {Literals.Int(vocabulary)}")}] ";

    /// <summary>Class ids: the target of a loss of these outputs.</summary>
    public static string Classes(TensorType target, LossOp loss, TensorType output) => $"[{Attribute(target, $", Below = {output.Last.Size}, Ignored = {Literals.Int(loss.IgnoreIndex)}")}] ";

    /// <summary>The line before a method that returns a tensor.</summary>
    public static string Return(TensorType type) => $"[return: {Attribute(type)}]";

    private static string Attribute(TensorType type, string ids = "") =>
        $"global::ModelGen.Shape({Literals.Text(string.Join(", ", type.Axes.Select(Axis)))}{ids})";

    private static string Padding(long id) => id < 0 ? "" : $", Padding = {Literals.Int(id)}";

    private static string Axis(Axis axis) => axis.Maximum > 0 ? $"{axis.Size}<={Literals.Int(axis.Maximum)}" : axis.Size.ToString();
}
