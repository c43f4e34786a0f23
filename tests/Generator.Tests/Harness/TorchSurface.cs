using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Tests.Harness;

/// <summary>TorchSharp as a user's project references it: the package of 0.107, and the declarations of tests/Surfaces/TorchSharp as an assembly of 0.99, made in memory.</summary>
internal static class TorchSurface
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "surfaces");
    private static readonly Lazy<MetadataReference> s_v099 = new(() => Compile("0.99.6.0"));
    private static readonly Lazy<MetadataReference> s_v107 = new(() => MetadataReference.CreateFromFile(Path.Combine(s_folder, "TorchSharp.dll")));

    private static readonly ConcurrentDictionary<string, CSharpCompilation> s_empty = [];

    public static MetadataReference Of(string version) => version switch
    {
        "0.99" => s_v099.Value,
        "0.107" => s_v107.Value,
        _ => throw new ArgumentException(version),
    };

    /// <summary>A user's project that references one version.</summary>
    public static CSharpCompilation Project(string version, params string[] sources) => UserProject.Compile(s_empty.GetOrAdd(version, each => UserProject.Empty("User", Of(each))), sources);

    private static MetadataReference Compile(string version)
    {
        IEnumerable<SyntaxTree> trees = Directory.GetFiles(Path.Combine(s_folder, "TorchSharp99"), "*.cs").Order(StringComparer.Ordinal)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), UserProject.ParseOptions, path))
            .Append(CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", UserProject.ParseOptions));
        CSharpCompilation compilation = CSharpCompilation.Create("TorchSharp", trees, UserProject.References, UserProject.Options);
        MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }
}
