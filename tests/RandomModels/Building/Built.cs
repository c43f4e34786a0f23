using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ModelGen.Generator;
using ModelGen.RandomModels.Declarations;

namespace ModelGen.RandomModels.Building;

/// <summary>An assembly of many models, made as a user's build makes it: the generator runs, and C# compiles what it emits.</summary>
internal static class Built
{
    private static readonly CSharpParseOptions s_parse = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false);

    private static readonly Lazy<MetadataReference[]> s_references = new(() => [.. Paths().Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Compiles to a file.</summary>
    /// <exception cref="EmittedCodeException">What was emitted does not compile: it names the model.</exception>
    public static void Write(IReadOnlyList<Declaration> models, string path, Func<Declaration, string> subject, string backends = "")
    {
        SyntaxTree[] trees = [.. models.Select(model => CSharpSyntaxTree.ParseText($"{SubjectSource.Usings}namespace N{model.Index};\n{model.Source(backends)}\n{subject(model)}", s_parse, model.Name + ".cs", System.Text.Encoding.UTF8))];
        CSharpCompilation input = CSharpCompilation.Create(Path.GetFileName(path)[..Path.GetFileName(path).IndexOf('.')], trees, s_references.Value, s_options);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> said);
        EmitResult result = output.Emit(path);
        Diagnostic? fault = said.Concat(result.Diagnostics).FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error);
        if (fault is not null)
        {
            throw new EmittedCodeException($"{fault}\n{string.Join("\n", models.Where(model => fault.ToString().Contains($"N{model.Index}.", StringComparison.Ordinal) || fault.ToString().Contains(model.Name + ".cs", StringComparison.Ordinal)))}");
        }
    }

    private static IEnumerable<string> Paths()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own = ["ModelGen.dll", "ModelGen.RandomModels.dll", "System.Numerics.Tensors.dll", "ILGPU.dll", "ILGPU.Algorithms.dll"];
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || own.Contains(Path.GetFileName(path)))
            .Concat(own.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists))
            .DistinctBy(Path.GetFileName);
    }
}
