using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using ModelGen.Equality;
using Xunit;

namespace ModelGen.Graphs;

/// <summary>The models of <see cref="GraphCases"/> that the target of this project has, as its users would compile them.</summary>
internal static class GraphAssembly
{
    private static readonly Lazy<Assembly> s_loaded = new(Load);

    /// <summary>Those of the target; the others are refused with MGEN3002.</summary>
    public static IReadOnlyDictionary<string, EquatableArray<EmittedFile>> Emitted { get; } = Emit();

    public static Type Type(string model) => s_loaded.Value.GetType(model, throwOnError: true)!;

    private static Dictionary<string, EquatableArray<EmittedFile>> Emit()
    {
        string torch = Version("TorchSharp"), ilgpu = Version("ILGPU");
        var environment = new TargetEnvironment(true, torch.Length == 0 ? null : torch, ilgpu.Length == 0 ? null : ilgpu, ilgpu.Length > 0);
        return GraphCases.All.Values
            .Select(model => (model.Type.Name, Result: ModelCompiler.EmitFor(Target.Here.ToString(), model, environment)))
            .Where(each => each.Result.Error is null ? true : each.Result.Error.Id == ModelGen.Compiler.Errors.ErrorId.NotOnTarget ? false : throw new InvalidOperationException(each.Result.Error.ToString()))
            .ToDictionary(each => each.Name, each => each.Result.Files);
    }

    private static Assembly Load()
    {
        var texts = new List<string>(Emitted.Keys.Select(name => $"public partial class {name};"));
        texts.AddRange(Emitted.SelectMany(each => CpuTarget.Emit(ModelCompiler.PlanCpu(GraphCases.All[each.Key])).Concat(each.Value)).Select(file => file.Text));
        texts.AddRange(Target.Here == Backend.Ilgpu ? ModelCompiler.GpuSupport.Select(file => file.Text) : []);
        return Compile("Graphs", texts);
    }

    /// <summary>Compiles what a target emits, as a user would with all that this project references.</summary>
    public static Assembly Compile(string name, IEnumerable<string> texts)
    {
        IEnumerable<string> paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) != "ModelGen.Compiler.dll");
        CSharpParseOptions parse = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name + Guid.NewGuid().ToString("N"),
            texts.Select(text => CSharpSyntaxTree.ParseText(text, parse)),
            paths.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999)
                .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }

    private static string Version(string assembly)
    {
        try
        {
            return Assembly.Load(assembly).GetName().Version!.ToString(3);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }
}
