using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Ir;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>Which module holds a parameter, by the op that reads it first.</summary>
internal static class TorchLeaves
{
    /// <returns>One module; or one for each part where the weight file holds the parts of a packed parameter.</returns>
    public static IEnumerable<(string Stem, TorchLeaf Leaf)> Of(Node node, ParameterDecl parameter)
    {
        if (parameter.Axes is not null)
        {
            // It stands in formulas as itself.
            yield return (parameter.File, TorchLeaf.Field(parameter));
            yield break;
        }

        if (!parameter.PartsInFile)
        {
            TorchLeaf leaf = Leaf(node, parameter, parameter.Sizes[0]);
            yield return (leaf.IsField ? parameter.File : Stem(parameter.File), leaf);
            yield break;
        }

        foreach (ParameterPart part in parameter.Parts)
        {
            yield return (Stem(part.File), Leaf(node, parameter, part.Rows));
        }
    }

    /// <summary>It is called as no tensor of a module is: a field of the class, under its whole name.</summary>
    public static bool IsField(ParameterDecl parameter)
    {
        string last = parameter.File.Substring(parameter.File.LastIndexOf('.') + 1);
        return parameter.Axes is not null || !(last.StartsWith("weight", StringComparison.Ordinal) || last.StartsWith("bias", StringComparison.Ordinal) || last.StartsWith("running", StringComparison.Ordinal));
    }

    /// <summary>The module of a tensor in a weight file: its name without the last segment.</summary>
    public static string Stem(string file)
    {
        int dot = file.LastIndexOf('.');
        return dot > 0 ? file.Substring(0, dot) : throw new InvalidOperationException($"'{file}' names no module");
    }

    private static TorchLeaf Leaf(Node node, ParameterDecl parameter, long rows) =>
        (node.Op as ITorchModule ?? throw new InvalidOperationException($"The TorchSharp target has no module for the parameters of {node.Op.Name}")).Module(node, parameter, rows);
}
