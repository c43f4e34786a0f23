using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>
/// Each mistake of docs/shape-errors-data.md: the lines with '-' get the one diagnostic that the page quotes, at the place that it names; of those with '+' nothing is said. Behind the line
/// of another project stands a library of its own, known by its metadata.
/// </summary>
public partial class DataErrorsTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen; using ModelGen.Data;\n";

    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "shape-errors-data.md"));
    private static readonly Match[] s_mistakes = [.. (IEnumerable<Match>)Mistake().Matches(s_page)];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, s_mistakes.Length)];

    [Fact]
    public void EveryMistakeIsReadAndNumbered()
    {
        Assert.True(s_mistakes.Length >= 150, $"only {s_mistakes.Length}");
        Assert.Equal(Regex.Count(s_page, "^### ", RegexOptions.Multiline), s_mistakes.Length);
        Assert.Equal(Enumerable.Range(1, s_mistakes.Length).Select(number => number.ToString(CultureInfo.InvariantCulture)), s_mistakes.Select(mistake => mistake.Groups["number"].Value));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task IsFoundWhereThePageSays(int number)
    {
        GroupCollection mistake = s_mistakes[number - 1].Groups;
        string program = Usings + Side(mistake["code"].Value, '-');
        (string place, string around) = (mistake["place"].Value, mistake["around"].Value);
        string expected = $"{mistake["id"].Value} at {place}: {mistake["message"].Value}";
        ImmutableArray<Diagnostic> found = await Find(program);
        string said = string.Join("\n", found.Select(diagnostic => $"{diagnostic.Id} at {Text(diagnostic)}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}"));
        Assert.True(expected == said, $"{number} says {said}");
        Diagnostic only = found.Single();
        string unique = around.Length > 0 ? around : place;
        Assert.Equal(program.IndexOf(unique, StringComparison.Ordinal) + unique.IndexOf(place, StringComparison.Ordinal), only.Location.SourceSpan.Start);
        Assert.Empty(await Find(Usings + Side(mistake["code"].Value, '+')));
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

    private static string Side(string diff, char side) =>
        string.Join("\n", diff.Split('\n').Where(line => line.Length == 0 || line[0] == ' ' || line[0] == side).Select(line => line.Length == 0 ? line : line[1..]));

    private static async Task<ImmutableArray<Diagnostic>> Find(string program)
    {
        string[] parts = program.Split("// another project:\n");
        MetadataReference[] more = parts.Length == 1 ? [] : [Library(parts[1])];
        return await AnalyzerRun.OfWhatCompiles(UserProject.Compile("User", [parts[0]], more));
    }

    private static MetadataReference Library(string source)
    {
        using MemoryStream image = new();
        Assert.True(GeneratorRun.Of(UserProject.Compile("Library", [Usings + source])).Output.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [GeneratedRegex(
        """### (?<number>\d+)\. [^\n]+\n\n\[[^\n]+#\d+\]\(https://github.com/[^)]+\)\n\n```diff\n(?<code>.*?)```\n\n\[(?<id>MGEN\d{4})\]\([^)]*\) at `(?<place>[^`]+)`(?: in `(?<around>[^`]+)`)?:\n> (?<message>[^\n]+)\n""",
        RegexOptions.Singleline)]
    private static partial Regex Mistake();
}
