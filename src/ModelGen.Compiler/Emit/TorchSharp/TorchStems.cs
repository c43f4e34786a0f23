using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Emit.TorchSharp;

/// <summary>
/// Whether the names of a weight file can be the fields of nested modules: <c>attn.c_proj</c> is a field <c>c_proj</c> in the class of a field
/// <c>attn</c>, <c>experts.0</c> the first module of a list <c>experts</c>. Names that layers get by themselves can; those that users choose need not.
/// </summary>
internal static class TorchStems
{
    /// <returns>The first name that cannot, the word of it that is to blame, why, and its layer; null where all can.</returns>
    public static (string Word, string Reason, LayerSpec? Layer)? Fault(Graph main, TorchFeatures features)
    {
        foreach (Graph graph in main.WithCallees())
        {
            var leaves = new HashSet<string>(StringComparer.Ordinal);
            var groups = new HashSet<string>(StringComparer.Ordinal);
            var lists = new HashSet<string>(StringComparer.Ordinal);
            var classes = new HashSet<string>(StringComparer.Ordinal);
            var owners = new Dictionary<string, LayerSpec?>(StringComparer.Ordinal);
            foreach ((string stem, LayerSpec? layer) in graph.Declarations.SelectMany(Stems))
            {
                string[] words = stem.Split('.');
                // Tensors of a recurrent layer are called differently, so that another layer may have its name.
                if (!owners.ContainsKey(stem))
                {
                    owners.Add(stem, layer);
                }
                else if (!ReferenceEquals(owners[stem], layer))
                {
                    return (words[words.Length - 1], $"two layers called '{stem}'", layer);
                }

                for (int i = 0; i < words.Length; i++)
                {
                    if (Fault(words, i, features) is { } reason)
                    {
                        return (words[i], reason, layer);
                    }

                    bool isLeaf = i == words.Length - 1;
                    string path = string.Join(".", words.Take(i + 1));
                    (isLeaf ? leaves : groups).Add(path);
                    if ((isLeaf ? groups : leaves).Contains(path))
                    {
                        return (words[i], $"a layer called '{path}' beside layers called '{path}.…'", layer);
                    }

                    string group = string.Join(".", words.Take(i));
                    bool isPlace = i > 0 && TorchList.IsPlace(words[i]);
                    (isPlace ? lists : classes).Add(group);
                    if ((isPlace ? classes : lists).Contains(group))
                    {
                        return (words[i], $"a layer called '{words[i]}' in '{group}', which has numbers and names", layer);
                    }
                }
            }
        }

        return null;
    }

    private static IEnumerable<(string Stem, LayerSpec? Layer)> Stems(Declaration declaration) =>
        declaration.Child is { } child ? [(child.File, declaration.Layer)]
        : declaration.Parameter is { PartsInFile: true } packed ? packed.Parts.Select(part => (Module(part.File), declaration.Layer))
        : [(TorchLeaves.IsField(declaration.Parameter!) ? declaration.Parameter!.File : Module(declaration.Parameter!.File), declaration.Layer)];

    /// <summary>A tensor's name without <c>.weight</c>.</summary>
    private static string Module(string file) => file.Substring(0, Math.Max(0, file.LastIndexOf('.')));

    private static string? Fault(string[] words, int i, TorchFeatures features)
    {
        string word = words[i];
        if (word.Length == 0)
        {
            return "a layer without a name in weight files";
        }

        // The place of a module in a list.
        if ((i > 0 && TorchList.IsPlace(word)) || TorchNames.IsField(words, i) || features.HasComponentNames)
        {
            return null;
        }

        string why = TorchNames.OfModule.Contains(word) ? "which is a member of nn.Module" : CSharpNames.IsIdentifier(word) ? "which begins with a capital" : "which is no name of a C# field";
        return $"a layer called '{word}', {why}, before TorchSharp {TorchFeatures.ComponentNames}";
    }
}
