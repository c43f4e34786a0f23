using System;
using System.Collections.Generic;
using System.Globalization;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Which module holds a parameter, by the op that reads it first.</summary>
internal static class TorchLeaves
{
    private const string Nn = "Sharp::torch.nn.";
    private const string Modules = "Sharp::Modules.";
    private const string Place = "device: device, dtype: dtype)";

    /// <returns>One module; or one for each part where the weight file holds the parts of a packed parameter.</returns>
    public static IEnumerable<(string Stem, TorchLeaf Leaf)> Of(Node node, ParameterDecl parameter)
    {
        if (!parameter.PartsInFile)
        {
            yield return (Stem(parameter.File), Leaf(node, parameter, parameter.Sizes[0]));
            yield break;
        }

        foreach (ParameterPart part in parameter.Parts)
        {
            yield return (Stem(part.File), Leaf(node, parameter, part.Rows));
        }
    }

    /// <summary>A C# literal of type double.</summary>
    public static string Double(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    private static TorchLeaf Leaf(Node node, ParameterDecl parameter, long rows) => node.Op switch
    {
        LinearOp => new(
            Modules + "Linear",
            $"{Nn}Linear({Literals.Int(node.Input(1).Type.Axes[1].Size.Constant)}, {Literals.Int(rows)}, {(node.Has(2) ? "" : "hasBias: false, ")}{Place}"),
        LayerNormOp op => new(Modules + "LayerNorm", $"{Nn}LayerNorm({Literals.Int(rows)}, eps: {Double(op.Epsilon)}, {Place}"),
        RmsNormOp op => new("RmsNorm", $"new RmsNorm({Literals.Int(rows)}, {Double(op.Epsilon)}, device, dtype)"),
        EmbeddingOp or PositionOp => new(Modules + "Embedding", $"{Nn}Embedding({Literals.Int(rows)}, {Literals.Int(parameter.Sizes[1])}, {Place}"),
        _ => throw new InvalidOperationException($"The TorchSharp target has no module for the parameters of {node.Op.Name}"),
    };

    private static string Stem(string file)
    {
        int dot = file.LastIndexOf('.');
        return dot > 0 ? file.Substring(0, dot) : throw new InvalidOperationException($"'{file}' names no module");
    }
}
