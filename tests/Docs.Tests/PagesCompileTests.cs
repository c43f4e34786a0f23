using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Docs.Tests;

/// <summary>
/// Each block of C# on each page compiles as it stands, with the generator and the analyzers of a user's build. What a page takes as given (a model, a data set) is declared in
/// <c>Given/PAGE.cs</c>. A block that says what a diagnostic says gets that diagnostic and no other.
/// </summary>
public sealed partial class PagesCompileTests
{
    // Their examples are compiled, each against what it is to give, by Analyzers.Tests (ShapeErrorsTests and DocumentationTests).
    private static readonly string[] s_elsewhere = ["docs/shape-errors.md"];

    // The whole library is at hand, as it is in an editor that adds usings by itself.
    private const string Usings = """
        using System; using System.Collections; using System.Collections.Generic; using System.IO; using System.Linq; using System.Numerics.Tensors; using System.Threading; using System.Threading.Tasks;
        using ModelGen; using ModelGen.Cpu; using ModelGen.Data; using ModelGen.Decoding; using ModelGen.Evaluation; using ModelGen.Imaging; using ModelGen.Reports; using ModelGen.Tables; using ModelGen.Training; using ModelGen.Weights;

        """;

    private static readonly MetadataReference[] s_more = [.. More()];

    public static TheoryData<string> Pages => [.. All().Where(page => CodeBlock.On(page).Any(block => block.Excuse is null))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryBlockCompiles(string page)
    {
        string given = Path.Combine("tests", "Docs.Tests", "Given", Path.GetFileNameWithoutExtension(page) + ".cs");
        bool isGiven = File.Exists(Repository.PathOf(given));
        string usings = isGiven ? GlobalUsings(given) + Usings + "using Given; using static Given.Page;\n" : Usings;
        MetadataReference[] references = isGiven ? [.. s_more, Declarations(given)] : s_more;
        List<string> wrong = [];
        foreach (CodeBlock block in CodeBlock.On(page).Where(block => block.Excuse is null))
        {
            CSharpCompilation compilation = UserProject.Compile("User", [usings + block.Code], references);
            int skipped = usings.Split('\n').Length - 1;
            (ImmutableArray<Diagnostic> said, ImmutableArray<Diagnostic> advice) = await AnalyzerRun.Both(compilation);
            if (said.Any())
            {
                wrong.AddRange(said.Select(found => Text(found, block, skipped)));
                continue;
            }

            string[] expected = [.. Code().Matches(block.Code).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];
            string[] ids = [.. advice.Where(found => found.Severity >= DiagnosticSeverity.Warning).Select(found => found.Id).Distinct().Order(StringComparer.Ordinal)];
            if (!expected.SequenceEqual(ids)) wrong.AddRange([$"{page}({block.Line}): expected [{string.Join(", ", expected)}]", .. advice.Select(found => Text(found, block, skipped))]);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What is not compiled is what the generator wrote, or lines that another test compiles one by one.</summary>
    [Fact]
    public void FewBlocksAreExcused() => Assert.Equal(
        ["README.md: written by the generator", "docs/dsl.md: LanguageTests compiles each line", "docs/shapes.md: written by the generator"],
        All().SelectMany(CodeBlock.On).Where(block => block.Excuse is not null).Select(block => $"{block.Page}: {block.Excuse}").Order(StringComparer.Ordinal));

    /// <summary>What the first page shows of emitted code is emitted for the model above it, line for line.</summary>
    [Fact]
    public void TheReadmesEmittedCodeIsEmitted()
    {
        List<CodeBlock> blocks = CodeBlock.On("README.md");
        string emitted = string.Join('\n', GeneratorRun.Of(Usings + blocks[0].Code).Files.Single(file => file.HintName.EndsWith("TinyGpt.Cpu.g.cs", StringComparison.Ordinal)).Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
        string shown = string.Join('\n', blocks[1].Code.TrimEnd().Split('\n').Select(line => line.Trim()));
        Assert.True(emitted.Contains(shown, StringComparison.Ordinal), "emitted is\n" + emitted[Math.Max(0, emitted.IndexOf("static void Backward", StringComparison.Ordinal))..]);
    }

    /// <summary>No page stands in Given that there is not.</summary>
    [Fact]
    public void EveryGivenHasItsPage() => Assert.All(
        Directory.GetFiles(Repository.PathOf("tests", "Docs.Tests", "Given")).Select(Path.GetFileNameWithoutExtension),
        name => Assert.Contains(All(), page => Path.GetFileNameWithoutExtension(page) == name));

    private static IEnumerable<string> All() =>
        ((string[])["README.md", "src/ModelGen.Console/PACKAGE.md", "src/ModelGen.Imaging/PACKAGE.md"])
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)))
            .Concat(Directory.GetFiles(Repository.PathOf("samples"), "README.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Root, path)))
            .Except(s_elsewhere)
            .Order(StringComparer.Ordinal);

    // A library of its own, compiled once: with the same usings, behind its own global ones.
    private static MetadataReference Declarations(string given)
    {
        string source = GlobalUsings(given) + Usings + string.Join('\n', File.ReadLines(Repository.PathOf(given)).Where(line => !IsGlobalUsing(line)));
        MemoryStream image = new();
        EmitResult result = GeneratorRun.Of(UserProject.Compile("Given", [source], s_more)).Output.Emit(image);
        Assert.True(result.Success, $"{given}: {string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))}");
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static string GlobalUsings(string given) => string.Concat(File.ReadLines(Repository.PathOf(given)).Where(IsGlobalUsing).Select(line => line + "\n"));

    private static bool IsGlobalUsing(string line) => line.StartsWith("global using ", StringComparison.Ordinal);

    private static IEnumerable<MetadataReference> More()
    {
        string[] names = ["ModelGen.Console", "ModelGen.Imaging", "Spectre.Console", "Microsoft.Data.Analysis", "Parquet", Path.Combine("surfaces", "ILGPU"), Path.Combine("surfaces", "ILGPU.Algorithms"), Path.Combine("surfaces", "TorchSharp")];
        return names.Select(name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
    }

    private static string Text(Diagnostic found, CodeBlock block, int skipped)
    {
        int line = found.Location.GetLineSpan().StartLinePosition.Line;
        bool isOnPage = found.Location.SourceTree?.FilePath == "File0.cs" && line >= skipped;
        return $"{block.Page}({(isOnPage ? block.Line + 1 + line - skipped : block.Line)}): {(isOnPage ? "" : found.Location.SourceTree?.FilePath + " ")}{found.Id} {found.GetMessage()}";
    }

    [GeneratedRegex("MGEN[0-9]{4}")]
    private static partial Regex Code();
}
