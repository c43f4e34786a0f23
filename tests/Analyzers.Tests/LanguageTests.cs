using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>docs/dsl.md has every attribute of the language with all of its arguments, and its examples are true.</summary>
public partial class LanguageTests
{
    private const string Usings = "using ModelGen;\n";

    // Not of the language: what is compiled to what, and shapes of methods.
    private static readonly (string Name, string Page)[] s_elsewhere = [("Backends", "targets.md"), ("Shape", "shapes.md"), ("Forward", "graphs.md"), ("Shared", "graphs.md"), ("Objective", "graphs.md"), ("Tensor", "graphs.md"), ("Scalar", "graphs.md"), ("Id", "graphs.md"), ("Pretrained", "pretrained.md"), ("Weights", "pretrained.md"), ("Quantize", "quantization.md")];

    private static readonly string s_page = Read("dsl.md");

    private static readonly Match[] s_examples = [.. (IEnumerable<Match>)Example().Matches(s_page)];

    public static TheoryData<string> Attributes => [.. Types().Select(Name).Except(s_elsewhere.Select(other => other.Name))];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void EveryAttributeHasARowWithItsArguments(string name)
    {
        string rows = string.Join('\n', s_page.Split('\n').Where(line => Regex.IsMatch(line, $@"\[{name}[\]<(]") && line.Contains('`', StringComparison.Ordinal)));
        Assert.NotEqual("", rows);
        Type attribute = Types().Single(type => Name(type) == name);
        string text = attribute == typeof(TransformerAttribute) ? s_page[s_page.IndexOf("## `[Transformer]`", StringComparison.Ordinal)..] : rows;
        foreach (PropertyInfo property in attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
            Assert.Contains(property.Name == "WeightName" ? "Name" : property.Name, text, StringComparison.Ordinal); // which is said once, for all that have a name
    }

    [Fact]
    public void EveryAttributeHasAnExampleAndNothingElseHas() => Assert.Equal(Types().Select(Name).Except(s_elsewhere.Select(other => other.Name)).Order(StringComparer.Ordinal), s_examples.Select(example => example.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void WhatIsDescribedElsewhereIs() => Assert.All(s_elsewhere, other => Assert.Contains($"[{other.Name}", Read(other.Page), StringComparison.Ordinal));

    [Fact]
    public async Task ExamplesTakeAndGiveWhatStandsAboveThem()
    {
        CSharpCompilation compilation = UserProject.Compile(Usings + string.Concat(s_examples.Select((example, i) => $"namespace N{i}\n{{\n{example.Groups["code"].Value}\n}}\n")));
        Assert.Empty(await Find(compilation));
        Compilation output = GeneratorRun.Of(compilation).Output;
        for (int i = 0; i < s_examples.Length; i++)
        {
            Assert.Matches($@"\b{s_examples[i].Groups["name"].Value}\b", s_examples[i].Groups["code"].Value);
            string comment = WebUtility.HtmlDecode(output.GetTypeByMetadataName($"N{i}.M")!.GetDocumentationCommentXml()!);
            Assert.Contains($"\n{s_examples[i].Groups["types"].Value}: ", Regex.Replace(comment, @"\n\s+", "\n"), StringComparison.Ordinal);
        }
    }

    /// <summary>All other code of the page, as one program: later pieces use what earlier ones declare.</summary>
    [Fact]
    public async Task CodeCompiles()
    {
        string[] pieces = [.. Code().Matches(s_page).Select(piece => piece.Groups["code"].Value).Where(code => !Example().IsMatch(code))];
        Assert.NotEmpty(pieces);
        Assert.Empty(await Find(UserProject.Compile(Usings + string.Concat(pieces))));
    }

    private static async Task<IEnumerable<Diagnostic>> Find(CSharpCompilation compilation) =>
        (await AnalyzerRun.Diagnostics(compilation)).Concat(GeneratorRun.Of(compilation).Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    private static IEnumerable<Type> Types() => typeof(ModelAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract);

    private static string Name(Type attribute) => attribute.Name.Split('`')[0][..^nameof(Attribute).Length];

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page));

    [GeneratedRegex(@"^// (?<name>\w+): (?<types>\S.* -> .*\S)\n(?<code>.*)\n", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
