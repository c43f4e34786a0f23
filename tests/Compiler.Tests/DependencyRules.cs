using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Compiler.Tests;

/// <summary>Who may know whom, read from the compiler's sources.</summary>
public partial class DependencyRules
{
    private static readonly string s_root = Path.Combine(Snapshot.Repository, "src", "ModelGen.Compiler");

    private static IReadOnlyList<SourceFile> Files { get; } =
    [
        .. Directory.EnumerateFiles(s_root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(s_root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("Emit/Ilgpu/Support/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(s_root, path)))),
    ];

    [Fact]
    public void SourcesAreRead() => Assert.True(Files.Count > 200);

    [Fact]
    public void NoFileIsLong() => Assert.Empty(Files.Where(file => file.Text.Count(c => c == '\n') > 300).Select(file => file.Path));

    /// <summary>A class may be called var, which would then be what emitted code says: it names its types. Lines of emitted text are in quotes, or deep in a raw string.</summary>
    [Fact]
    public void NoEmittedLineSaysVar() => Assert.Empty(
        from file in Files
        where file.Path.StartsWith("Emit/", StringComparison.Ordinal) || file.Path.StartsWith("Ops/", StringComparison.Ordinal)
        from line in file.Text.Split('\n')
        where EmittedVar().IsMatch(line) || (file.Path.Contains("/Support/", StringComparison.Ordinal) && line.TrimStart().StartsWith("var ", StringComparison.Ordinal))
        select file.Path + ": " + line.Trim());

    [GeneratedRegex("""
        "(var|using var|foreach \(var)\b|\? "var "|^ {12,}(using )?var \w+ = .*Sharp::torch
        """)]
    private static partial Regex EmittedVar();

    /// <summary>Folders import each other in one direction. What an op's room has for a target counts as the target's.</summary>
    [Fact]
    public void FoldersImportNoCircle()
    {
        var imports = Files.GroupBy(file => Folder(file.Path)).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(file => file.Usings).Where(name => name.StartsWith("ModelGen.Compiler.", StringComparison.Ordinal)).Select(name => Folder(name["ModelGen.Compiler.".Length..].Replace('.', '/') + "/")).Where(other => other != folder.Key).ToHashSet());
        Assert.Contains("Ops", imports["Layers"]);
        Assert.Empty(
            from folder in imports.Keys
            from other in imports[folder]
            where Reaches(other, folder, [])
            select $"{folder} -> {other} -> ... -> {folder}");

        bool Reaches(string from, string to, HashSet<string> seen) => seen.Add(from) && imports.TryGetValue(from, out HashSet<string>? next) && (next.Contains(to) || next.Any(each => Reaches(each, to, seen)));

        static string Folder(string path) =>
            path.EndsWith(".Cpu.cs", StringComparison.Ordinal) ? "Emit/Cpu"
            : path.EndsWith(".Ilgpu.cs", StringComparison.Ordinal) ? "Emit/Ilgpu"
            : path.EndsWith(".Torch.cs", StringComparison.Ordinal) ? "Emit/TorchSharp"
            : path.EndsWith(".Onnx.cs", StringComparison.Ordinal) ? "Emit/Onnx"
            : Regex.Match(path, "^(Emit/[A-Z][A-Za-z]+(?=/)|[A-Z][A-Za-z]+(?=/))").Value;
    }

    /// <summary>What two targets share stands in Emit or Emit/Passes.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Ilgpu")]
    [InlineData("Onnx")]
    [InlineData("TorchSharp")]
    public void ATargetKnowsNoOther(string target)
    {
        string[] others = [.. new[] { "Cpu", "Ilgpu", "Onnx", "TorchSharp" }.Where(other => other != target)];
        Assert.DoesNotContain(
            Files.Where(file => file.Path.StartsWith($"Emit/{target}/", StringComparison.Ordinal)),
            file => file.Names.Any(name => others.Any(other => Regex.IsMatch(name, $@"\bEmit\.{other}\b|^{other}\."))));
    }

    /// <summary>The writers that targets share know none of them.</summary>
    [Fact]
    public void SharedWritersKnowNoTarget() => Assert.DoesNotContain(
        Files.Where(file => Regex.IsMatch(file.Path, "^Emit/(Passes/)?[^/]*$")),
        file => file.Names.Any(name => Regex.IsMatch(name, @"\bEmit\.(Cpu|Ilgpu|Onnx|TorchSharp)\b")));

    /// <summary>The library has no Roslyn, and passes write no text.</summary>
    [Theory]
    [InlineData("", @"^Microsoft\.")]
    [InlineData("Passes/", @"\bEmit\b")]
    [InlineData("Layers/", @"\bEmit\b")]
    [InlineData("Ir/", @"\b(Emit|Passes|Layers|Ops)\b")]
    [InlineData("Emit/Cpu/", @"\bOps\b")]
    [InlineData("Emit/Passes/", @"\bOps\b")]
    [InlineData("Spec/", @"ModelGen\.Compiler\.(?!Spec)")]
    public void AFolderDoesNotKnow(string folder, string forbidden) => Assert.DoesNotContain(
        Files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)),
        file => file.Usings.Any(name => Regex.IsMatch(name, forbidden)));

    /// <summary>Outside its room an op is named by the layers that build it, by fusions, and by the few passes that make the one op they are about.</summary>
    [Fact]
    public void AnOpIsNamedInItsRoomAlone()
    {
        string[] fusions = ["Passes/FusionRules.cs", "Passes/FuseRotary.cs", "Passes/PackAttention.cs", "Emit/Ilgpu/Step/FuseStep.cs", "Emit/Ilgpu/TensorPlan.cs"];
        var others = new Dictionary<string, string[]>
        {
            ["Passes/LowerInput.cs"] = ["PaddingMask", "TextNumbers"],
            ["Passes/OwnResults.cs"] = ["Copy"],
            ["Passes/Differentiate.cs"] = ["Elementwise", "ParameterGradient"],
            ["Passes/Recompute.cs"] = ["Elementwise"],
            ["Passes/LossPass.cs"] = ["LossAndGradient", "LossGradient", "PaddingMask"],
            ["Passes/ObjectiveBuilder.Losses.cs"] = ["BatchMean", "Elementwise", "InfoNce", "PaddingMask", "Reduce"],
            ["Passes/ObjectiveBuilder.cs"] = ["BatchMean", "PaddingMask"],
            ["Passes/DecodeGraph.cs"] = ["TakeLast"],
            ["Emit/Ilgpu/Step/StepAttentionOp.cs"] = ["CachedAttention"],
        };
        Assert.Empty(
            from file in Files
            where !file.Path.StartsWith("Layers/", StringComparison.Ordinal) && !file.Path.StartsWith("Ops/", StringComparison.Ordinal) && !fusions.Contains(file.Path)
            from op in s_ops
            where Regex.IsMatch(file.Code, $@"\b{op}Op\b") && !(others.TryGetValue(file.Path, out string[]? own) && own.Contains(op))
            select $"{file.Path} names {op}Op");
    }

    /// <summary>Rooms know the rooms that they are made of.</summary>
    [Fact]
    public void RoomsKnowFewOthers() => Assert.Equal(
        [
            "Concatenate: Slice", "Conv1d: WindowMask", "Conv2d: WindowPool", "Cosine: Elementwise, Reduce", "CumulativeSum: Reduce", "Elementwise: Reduce", "Embedding: Position",
            "Expand: Reduce", "Losses: Cosine, Elementwise, LogSoftmax, Reduce", "Pad2d: Slice", "Places: Reduce", "RecurrentLayers: Concatenate, Linear, Recurrent, Slice, TakeFirst, TakeLast", "Rotary: Attention", "Shift: Reduce", "Tile: Reduce, Reshape", "TimePool: WindowMask",
        ],
        Files.Where(file => Regex.IsMatch(file.Path, "^Ops/[^/]+/"))
            .GroupBy(file => file.Path.Split('/')[1])
            .Select(room => (Room: room.Key, Others: room.SelectMany(file => file.Usings).Where(name => name.StartsWith("ModelGen.Compiler.Ops.", StringComparison.Ordinal)).Select(name => name["ModelGen.Compiler.Ops.".Length..]).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(room => room.Others.Count > 0)
            .Select(room => $"{room.Room}: {string.Join(", ", room.Others)}")
            .Order(StringComparer.Ordinal));

    private static readonly string[] s_ops = [.. Files.Where(file => file.Path.StartsWith("Ops/", StringComparison.Ordinal)).SelectMany(file => OpClass().Matches(file.Text).Select(match => match.Groups[1].Value)).Distinct()];

    /// <summary>A source file with what it imports and the dotted names in its code; comments and strings do not count.</summary>
    private sealed record SourceFile(string Path, string Text)
    {
        /// <summary>Without comments and strings.</summary>
        public string Code { get; } = Literal().Replace(Comment().Replace(Text, ""), "\"\"");

        public IReadOnlyList<string> Usings => [.. Using().Matches(Code).Select(match => match.Groups[1].Value)];

        public IReadOnlyList<string> Names => [.. Usings, .. Dotted().Matches(Code).Select(match => match.Value)];
    }

    [GeneratedRegex(@"(?m)^\s*//.*$|(?<=[;{}) ])// .*$")]
    private static partial Regex Comment();

    [GeneratedRegex("\"\"\"(?:.|\n)*?\"\"\"|\\$?\"(?:\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?m)^using (?:static |\w+ = )?([\w.]+);")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?m)^public sealed partial class (\w+)Op\b")]
    private static partial Regex OpClass();

    [GeneratedRegex(@"\b[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex Dotted();
}
