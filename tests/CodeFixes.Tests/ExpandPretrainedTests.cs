using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Compiler;
using ModelGen.Compiler.Errors;
using ModelGen.Compiler.Presets.Pretrained;
using ModelGen.Compiler.Spec;
using ModelGen.Generator.Frontend;
using ModelGen.Tests.Harness;
using Xunit;
using Expansion = ModelGen.Tests.Harness.Expansion;

namespace ModelGen.CodeFixes.Tests;

/// <summary>What a published configuration expands into, and that its passes are the same text.</summary>
public class ExpandPretrainedTests
{
    [Theory]
    [InlineData("tinyllama", "")]
    [InlineData("llama3", ", Context = 20, Dropout = 0.1")]
    [InlineData("mistral", ", Head = Head.Classes, Classes = 3")]
    [InlineData("qwen2", "")]
    [InlineData("qwen3", ", Head = Head.None")]
    [InlineData("gemma", "")]
    [InlineData("gemma3", "")]
    [InlineData("yarn", "")]
    [InlineData("longrope", ", Checkpointed = true")]
    [InlineData("phi3", "")]
    [InlineData("gpt2", ", Head = Head.Language")]
    [InlineData("roberta", "")]
    [InlineData("distilbert", ", Head = Head.None")]
    public async Task LayersAreTheSameModel(string name, string arguments)
    {
        string source = $"{Samples.Using}[Pretrained(\"m/config.json\"{arguments})]\npublic partial class M;\n", config = File.ReadAllText(Golden(name));
        Project project = InEditor(source, config);
        CodeAction action = Assert.Single(await Expansion.Offered(project, source.IndexOf("Pretrained(", StringComparison.Ordinal)));
        string after = Assert.Single(await Fix.Changed(project, action));
        Assert.DoesNotContain("Pretrained", after, StringComparison.Ordinal);
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of(after)));
        Assert.Equal(await Passes(source, config), await Passes(after, config));
    }

    /// <summary>What only graph methods say is not offered, and neither is what has an error.</summary>
    [Theory]
    [InlineData("gpt_neox", "")]
    [InlineData("bart", "")]
    [InlineData("bert_mean", ", Head = Head.Embedding")]
    [InlineData("tinyllama", ", Dropout = 3")]
    public async Task GraphsAreNot(string name, string arguments)
    {
        string source = $"{Samples.Using}[Pretrained(\"m/config.json\"{arguments})]\npublic partial class M;\n";
        Assert.Empty(await Expansion.Offered(InEditor(source, File.ReadAllText(Golden(name))), source.IndexOf("Pretrained(", StringComparison.Ordinal)));
        Assert.Empty(await Expansion.Offered(EditorProject.Of(source), source.IndexOf("Pretrained(", StringComparison.Ordinal)));
    }

    private static Project InEditor(string source, string config) => EditorProject.Of(source).AddAdditionalDocument("config.json", SourceText.From(config), filePath: "/home/user/m/config.json").Project;

    private static async Task<string> Passes(string source, string config)
    {
        Compilation compilation = (await EditorProject.Of(source).GetCompilationAsync())!;
        ModelSpec spec = ModelReader.Model((INamedTypeSymbol)compilation.GetSymbolsWithName("M").Single(), compilation, CancellationToken.None).Spec;
        LayerSpec first = spec.Layers[0];
        if (first.Kind == "Pretrained") spec = spec with { Layers = new(first with { Arguments = new([.. first.Arguments, ArgumentSpec.Of(ExpandPretrained.Content, config)]) }) };
        Result<CompiledModel> result = ModelCompiler.Compile(spec, new TargetEnvironment());
        Assert.True(result.IsOk, string.Join("\n", result.Errors.Select(error => error.Message)));
        return string.Concat(result.Value.Files.Where(file => file.HintName.EndsWith("Cpu.g.cs", StringComparison.Ordinal) || file.HintName.EndsWith("Parameters.g.cs", StringComparison.Ordinal)).Select(file => file.Text));
    }

    private static string Golden(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "golden", name + ".config.json");
    }
}
