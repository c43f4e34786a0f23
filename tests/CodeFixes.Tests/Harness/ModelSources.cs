using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Tests.Harness;

/// <summary>The models of the samples and tests of this repository, each with the blocks that its file has for it.</summary>
internal static class ModelSources
{
    public static IReadOnlyList<string> All { get; } = [Samples.Gpt, Samples.Preset, Samples.Iris, .. Folders().SelectMany(Files).SelectMany(Models).Distinct()];

    private static IEnumerable<string> Folders() => [Path.Combine(Snapshot.Repository, "samples"), Path.Combine(Snapshot.Repository, "tests", "Models.Tests"), Path.Combine(Snapshot.Repository, "tests", "Backends")];

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Models(string file)
    {
        ClassDeclarationSyntax[] classes = [.. CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()];
        ClassDeclarationSyntax[] blocks = [.. classes.Where(type => Has(type, "Block"))];
        foreach (ClassDeclarationSyntax model in classes.Where(type => Has(type, "Model") || Has(type, "Transformer")))
        {
            List<ClassDeclarationSyntax> used = [model];
            for (int i = 0; i < used.Count; i++)
            {
                string attributes = used[i].AttributeLists.ToFullString();
                used.AddRange(blocks.Where(block => !used.Contains(block) && (block.Parent is not ClassDeclarationSyntax || block.Parent == model) && attributes.Contains($"<{block.Identifier.ValueText}>", StringComparison.Ordinal)));
            }

            yield return Samples.Using + string.Concat(used.AsEnumerable().Reverse().Select(type => $"{type.AttributeLists.ToFullString()}partial class {type.Identifier.ValueText};\n"));
        }
    }

    private static bool Has(ClassDeclarationSyntax type, string attribute) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(found => found.Name.ToString() == attribute);
}
