using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Tests.Harness;

/// <summary>Compilations as a user's project has them: nullable, latest language version, no unsafe code, the framework and ModelGen.dll.</summary>
internal static class UserProject
{
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static ImmutableArray<MetadataReference> References { get; } = [.. Paths().Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>As the SDK sets them: it lets packages reference older versions of the framework (CS1701, CS1702).</summary>
    public static CSharpCompilationOptions Options { get; } =
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false, warningLevel: 9999)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    private static readonly CSharpParseOptions s_withoutNullability = ParseOptions.WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly Lazy<CSharpCompilation> s_empty = new(() => Empty("User"));

    public static CSharpCompilation Compile(params string[] sources) => Compile(s_empty.Value, sources);

    public static CSharpCompilation Compile(string assembly, string[] sources, params MetadataReference[] more) =>
        Compile(assembly == "User" && more.Length == 0 ? s_empty.Value : Empty(assembly, more), sources);

    /// <summary>With the options and references of a compilation that has no sources: those that come of one share what is read of their references.</summary>
    public static CSharpCompilation Compile(CSharpCompilation empty, params string[] sources)
    {
        SyntaxTree[] trees = [.. sources.Select((source, i) => Parse(source, $"File{i}.cs"))];
        bool isProgram = trees.Any(tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        return (isProgram ? empty.WithOptions(Options.WithOutputKind(OutputKind.ConsoleApplication)) : empty).AddSyntaxTrees(trees);
    }

    /// <summary>A project without sources, its references read.</summary>
    public static CSharpCompilation Empty(string assembly, params MetadataReference[] more)
    {
        CSharpCompilation empty = CSharpCompilation.Create(assembly, null, [.. References, .. more], Options);
        empty.GetSpecialType(SpecialType.System_Object);
        return empty;
    }

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>The errors of the language. Whether something may be null is never one, and finding that out was a sixth of the time of Generator.Tests.</summary>
    public static IEnumerable<Diagnostic> Errors(this Compilation compilation) =>
        compilation.WithoutNullability().GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The same, in which the language does not look at what may be null.</summary>
    public static CSharpCompilation WithoutNullability(this Compilation compilation) =>
        ((CSharpCompilation)compilation).RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => tree.WithRootAndOptions(tree.GetRoot(), s_withoutNullability)));

    /// <summary>A type by its name as reflection spells it, wherever it is in the compilation.</summary>
    public static INamedTypeSymbol Type(this CSharpCompilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? throw new ArgumentException($"no type {metadataName}");

    /// <summary>The running process's framework, and the library with what it depends on; nothing else that tests happen to load.</summary>
    private static IEnumerable<string> Paths()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own = ["ModelGen.dll", "System.Numerics.Tensors.dll"];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || own.Contains(Path.GetFileName(path)))
            .Concat(own.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists))
            .DistinctBy(Path.GetFileName);
    }
}
