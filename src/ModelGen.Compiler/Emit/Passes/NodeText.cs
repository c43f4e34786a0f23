using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.Passes;

/// <summary>What a node does, for the comment above its call.</summary>
internal static class NodeText
{
    /// <summary><c>x [B, T, 384] -> up [B, T, 1536]</c>.</summary>
    public static string Comment(Node node)
    {
        Value? input = node.Inputs.FirstOrDefault(value => value is { Parameter: null });
        string from = input is null ? "" : $"{input.Name} {input.Type.SizesText}";
        Value? parameter = node.Inputs.FirstOrDefault(value => value is { Parameter: not null });
        string to = node.Outputs.Count > 0 ? $"{node.Output.Name} {node.Output.Type.SizesText}" : $"{parameter!.Parameter!.Member}.Gradient {parameter.Type.SizesText}";
        return $"{from} -> {to}";
    }
}
