using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Ops.Linear;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Which module holds a parameter, by the op that reads it first.</summary>
internal static class TorchLeaves
{
    /// <returns>One module; or one for each part where the weight file holds the parts of a packed parameter.</returns>
    public static IEnumerable<(string Stem, TorchLeaf Leaf)> Of(Node node, ParameterDecl parameter)
    {
        if (parameter.Axes is not null || IsAlone(node, parameter))
        {
            // It stands in formulas as itself, or beside a tied matrix: a field of the class, under its whole name.
            yield return (parameter.File, new(TorchText.Parameter, $"new {TorchText.Parameter}(Sharp::torch.zeros({TorchText.Longs([.. parameter.Sizes])}, {TorchText.Place})"));
            yield break;
        }

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

    /// <summary>The module of a tensor in a weight file: its name without the last segment.</summary>
    public static string Stem(string file)
    {
        int dot = file.LastIndexOf('.');
        return dot > 0 ? file.Substring(0, dot) : throw new InvalidOperationException($"'{file}' names no module");
    }

    // The bias of a product whose matrix is that of another layer.
    private static bool IsAlone(Node node, ParameterDecl parameter) =>
        node.Op is LinearOp && node.Inputs[2]?.Parameter == parameter && node.Input(1).Parameter is { PartsInFile: false } weight && !parameter.PartsInFile && Stem(weight.File) != Stem(parameter.File);

    private static TorchLeaf Leaf(Node node, ParameterDecl parameter, long rows) =>
        (node.Op as ITorchModule ?? throw new InvalidOperationException($"The TorchSharp target has no module for the parameters of {node.Op.Name}")).Module(node, parameter, rows);
}
