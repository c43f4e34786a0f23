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
using ModelGen.Generator.Frontend;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Tests.Emitted;

/// <summary>Declarations, compiled by ModelGen and by C#, and loaded.</summary>
internal static class Compiled
{
    public static ModelSpec Spec(CSharpCompilation compilation, string name) => ModelReader.Model(compilation.Type(name), compilation, default).Spec;

    public static LoweredModel Lowered(ModelSpec spec)
    {
        (LoweredModel? model, var errors) = Lower.Run(spec);
        return model ?? throw new InvalidOperationException(string.Join("\n", errors.Select(error => error.ToString())));
    }

    /// <summary>Assembly of the models with their other halves, fused or one kernel per op.</summary>
    public static Assembly Load(string source, string[] models, bool fuse) => Load(source, user => models.Select(name => Lowered(Spec(user, name))), fuse);

    /// <summary>The same of models that were built by hand.</summary>
    public static Assembly Load(string source, IEnumerable<LoweredModel> models, bool fuse) => Load(source, _ => models, fuse);

    private static Assembly Load(string source, Func<CSharpCompilation, IEnumerable<LoweredModel>> models, bool fuse)
    {
        CSharpCompilation user = UserProject.Compile((fuse ? "Fused" : "Unfused") + Guid.NewGuid().ToString("N"), [source]);
        SyntaxTree[] emitted = [.. models(user).SelectMany(model => CpuTarget.Emit(ModelCompiler.PlanCpu(model, fuse))).Select(file => UserProject.Parse(file.Text, file.HintName))];
        CSharpCompilation whole = user.AddSyntaxTrees(emitted).WithOptions(user.Options.WithOptimizationLevel(OptimizationLevel.Release));
        using var image = new MemoryStream();
        Assert.Empty(whole.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath != "File0.cs")));
        return Assembly.Load(image.ToArray());
    }
}
