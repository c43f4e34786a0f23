using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Emit.Cpu;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Ir;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Spec;
using Xunit;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>Compilations and their errors as text.</summary>
internal static class Compiled
{
    public static Result<CompiledModel> Result(ModelSpec spec) => ModelCompiler.Compile(spec, new TargetEnvironment());

    /// <summary>One line for each error: <c>MGEN2001 at M[1].outFeatures: message; see M[0]</c>; a class's name is <c>M</c>.</summary>
    public static string Errors(ModelSpec spec) => string.Join("\n", Result(spec).Errors.Select(Text));

    public static string Errors(string attributes, params string[] blocks) => Errors(Declared.Model(attributes, blocks));

    public static string Text(ModelError error) =>
        $"{error.Code} at {Place(error.Source)}: {error.Message}{(error.Related.Count > 0 ? "; see " + string.Join(", ", error.Related.Select(Place)) : "")}";

    /// <summary>The type of each layer's output for one example.</summary>
    public static string[] Types(string attributes, params string[] blocks) => [.. Model(attributes, blocks).Rows.Select(row => row.Output)];

    public static LoweredModel Model(string attributes, params string[] blocks) => Model(Declared.Model(attributes, blocks));

    public static LoweredModel Model(ModelSpec spec)
    {
        (LoweredModel? model, IReadOnlyList<ModelError> errors) = Lower.Run(spec);
        Assert.True(model is not null, string.Join("\n", errors.Select(Text)));
        return model;
    }

    public static Graph Graph(string attributes, params string[] blocks) => Model(attributes, blocks).Main;

    /// <summary>The CPU target's form of the graph: its ops have gradients.</summary>
    public static Graph WithGradients(string attributes, params string[] blocks) => Decompose.Run(PackAttention.Run(Model(attributes, blocks)), op => op is ICpuOp).Main;

    public static PlannedModel Plan(string attributes, params string[] blocks) => ModelCompiler.PlanCpu(Model(attributes, blocks));

    /// <summary>The emitted file whose name ends so: <c>.Cpu.g.cs</c>.</summary>
    public static string File(ModelSpec spec, string end) => Assert.Single(Result(spec).Value.Files, file => file.HintName.EndsWith(end, StringComparison.Ordinal)).Text;

    private static string Place(SourceRef source) =>
        source.Attribute == SourceRef.ClassName ? source.Type : $"{source.Type}[{source.Attribute}]{(source.Argument is null ? "" : "." + source.Argument)}";
}
