using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Layers;
using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Two parameters must be neither one member of the typed tree nor one tensor of weight files. Names that layers get by themselves differ
/// already; those that users choose with <c>WeightName</c>, or leave out with <c>Name = ""</c>, need not.
/// </summary>
internal static class CheckNames
{
    // Blocks that use each other twice double the tensors level by level. Beyond this the parameter store says it at run time.
    private const int Limit = 5_000;

    public static IReadOnlyList<ModelError> Run(ModelSpec spec, Graph main)
    {
        bool areChosen = spec.Graph is not null || spec.Blocks.Any(block => block.Graph is not null)
            || spec.Blocks.SelectMany(block => block.Layers).Concat(spec.Layers).Any(layer => layer.Has("WeightName") || layer.Text("Name") is "");
        return areChosen && (main.WithCallees().Select(Members).FirstOrDefault(clash => clash is not null) ?? Tensors(main)) is { } found ? [found] : [];
    }

    private static ModelError? Members(Graph graph)
    {
        var taken = new Dictionary<string, (LayerSpec? Layer, bool IsWhole)>(StringComparer.Ordinal);
        foreach (Declaration declaration in graph.Declarations)
        {
            foreach (EquatableArray<string> path in Paths(declaration))
            {
                for (int depth = 1; depth <= path.Count; depth++)
                {
                    string member = string.Join(".", path.Take(depth));
                    bool isWhole = depth == path.Count;
                    if (taken.TryGetValue(member, out (LayerSpec? Layer, bool IsWhole) known)
                        && !ReferenceEquals(known.Layer, declaration.Layer)
                        && (isWhole || known.IsWhole))
                    {
                        LayerSpec blamed = declaration.Layer!.Text("Name") is "" ? declaration.Layer : known.Layer!;
                        LayerSpec other = ReferenceEquals(blamed, declaration.Layer) ? known.Layer! : declaration.Layer;
                        return Error(blamed, other, "Name", $"Two layers have a member {member} in Parameters: give '{LayerText.Of(blamed)}' a Name");
                    }

                    taken[member] = (declaration.Layer, isWhole);
                }
            }
        }

        return null;
    }

    private static IEnumerable<EquatableArray<string>> Paths(Declaration declaration) =>
        declaration.Child is { } child ? [child.Path] : declaration.Parameter!.Parts.Select(part => part.Path).Append(declaration.Parameter.Path);

    private static ModelError? Tensors(Graph main)
    {
        // The key leaves the numbers of copies open: h.0.weight may be one of h.*.weight.
        var found = new Dictionary<string, List<Tensor>>(StringComparer.Ordinal);
        int count = 0;
        foreach (Tensor tensor in Walk(main, [], []).TakeWhile(_ => count++ < Limit))
        {
            if (!found.TryGetValue(tensor.Key, out List<Tensor>? group))
            {
                found.Add(tensor.Key, group = []);
            }

            if (group.FirstOrDefault(tensor.Meets) is { } known)
            {
                return Clash(known, tensor);
            }

            group.Add(tensor);
        }

        return null;
    }

    private static IEnumerable<Tensor> Walk(Graph graph, Word[] prefix, LayerSpec[] layers)
    {
        foreach (Declaration declaration in graph.Declarations)
        {
            LayerSpec[] chain = [.. layers, .. declaration.Layers];
            if (declaration.Parameter is { } parameter)
            {
                foreach (string file in parameter.PartsInFile ? parameter.Parts.Select(part => part.File) : [parameter.File])
                {
                    yield return new([.. prefix, .. Words(file)], chain);
                }

                continue;
            }

            ChildGraph child = declaration.Child!;
            if (child.Graph.ParameterCount == 0)
            {
                continue; // it may be used a million times
            }

            Word[] inner = [.. prefix, .. Words(child.File), .. child.IsArray ? new[] { new Word("", child.Count) } : []];
            foreach (Tensor tensor in Walk(child.Graph, inner, chain))
            {
                yield return tensor;
            }
        }
    }

    private static IEnumerable<Word> Words(string file) => file.Length == 0 ? [] : file.Split('.').Select(word => new Word(word, 0));

    private static ModelError Clash(Tensor first, Tensor second)
    {
        int level = 0;
        while (level < second.Layers.Length - 1 && level < first.Layers.Length - 1 && ReferenceEquals(first.Layers[level], second.Layers[level]))
        {
            level++;
        }

        LayerSpec blamed = second.Layers[level];
        string name = string.Join(".", first.Words.Zip(second.Words, (left, right) => left.Copies > 0 ? right.Copies > 0 ? "0" : right.Text : left.Text));
        return Error(blamed, first.Layers[level], blamed.Has("WeightName") ? "WeightName" : "Name", $"Two tensors of a weight file are called \"{name}\": give '{LayerText.Of(blamed)}' another WeightName");
    }

    private static ModelError Error(LayerSpec layer, LayerSpec other, string argument, string message) =>
        new(ErrorId.DuplicateName, layer.Has(argument) ? layer.Source.At(argument) : layer.Source, message, ReferenceEquals(layer, other) ? default : new(other.Source));

    /// <summary>A word of a tensor's name, or the number of a copy, below <paramref name="Copies"/>.</summary>
    private readonly record struct Word(string Text, int Copies)
    {
        public string Key => Copies > 0 || Text.All(c => c is >= '0' and <= '9') ? "#" : Text;

        public bool Meets(Word other) => (Copies > 0, other.Copies > 0) switch
        {
            (true, true) => true,
            (true, false) => other.IsBelow(Copies),
            (false, true) => IsBelow(other.Copies),
            _ => Text == other.Text,
        };

        private bool IsBelow(int copies) =>
            int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < copies && number.ToString(CultureInfo.InvariantCulture) == Text;
    }

    private sealed record Tensor(Word[] Words, LayerSpec[] Layers)
    {
        public string Key { get; } = string.Join(".", Words.Select(word => word.Key));

        /// <param name="other">Of the same key, and so of as many words.</param>
        public bool Meets(Tensor other)
        {
            for (int i = 0; i < Words.Length; i++)
            {
                if (!Words[i].Meets(other.Words[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
