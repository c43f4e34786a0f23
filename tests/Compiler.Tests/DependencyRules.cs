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

    /// <summary>What two targets share stands in Emit or Emit/Passes.</summary>
    [Theory]
    [InlineData("Cpu")]
    [InlineData("Ilgpu")]
    [InlineData("TorchSharp")]
    public void ATargetKnowsNoOther(string target)
    {
        string[] others = [.. new[] { "Cpu", "Ilgpu", "TorchSharp" }.Where(other => other != target)];
        Assert.DoesNotContain(
            Files.Where(file => file.Path.StartsWith($"Emit/{target}/", StringComparison.Ordinal)),
            file => file.Names.Any(name => others.Any(other => Regex.IsMatch(name, $@"\bEmit\.{other}\b|^{other}\."))));
    }

    /// <summary>The writers that targets share know none of them.</summary>
    [Fact]
    public void SharedWritersKnowNoTarget() => Assert.DoesNotContain(
        Files.Where(file => Regex.IsMatch(file.Path, "^Emit/(Passes/)?[^/]*$")),
        file => file.Names.Any(name => Regex.IsMatch(name, @"\bEmit\.(Cpu|Ilgpu|TorchSharp)\b")));

    /// <summary>The library has no Roslyn, and passes write no text.</summary>
    [Theory]
    [InlineData("", @"^Microsoft\.")]
    [InlineData("Passes/", @"\bEmit\b")]
    [InlineData("Layers/", @"\bEmit\b")]
    [InlineData("Ir/", @"\b(Emit|Passes|Layers)\b")]
    [InlineData("Spec/", @"ModelGen\.Compiler\.(?!Spec)")]
    public void AFolderDoesNotKnow(string folder, string forbidden) => Assert.DoesNotContain(
        Files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)),
        file => file.Usings.Any(name => Regex.IsMatch(name, forbidden)));

    /// <summary>A source file with what it imports and the dotted names in its code; comments and strings do not count.</summary>
    private sealed record SourceFile(string Path, string Text)
    {
        private readonly string _code = Literal().Replace(Comment().Replace(Text, ""), "\"\"");

        public IReadOnlyList<string> Usings => [.. Using().Matches(_code).Select(match => match.Groups[1].Value)];

        public IReadOnlyList<string> Names => [.. Usings, .. Dotted().Matches(_code).Select(match => match.Value)];
    }

    [GeneratedRegex(@"(?m)^\s*//.*$|(?<=[;{}) ])// .*$")]
    private static partial Regex Comment();

    [GeneratedRegex("\"\"\"(?:.|\n)*?\"\"\"|\\$?\"(?:\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?m)^using (?:static |\w+ = )?([\w.]+);")]
    private static partial Regex Using();

    [GeneratedRegex(@"\b[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex Dotted();
}
