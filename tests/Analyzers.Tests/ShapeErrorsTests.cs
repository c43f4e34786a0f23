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
using Microsoft.CodeAnalysis.Text;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>
/// Each mistake of docs/shape-errors.md: the wrong program compiles, and gets the one diagnostic that the page quotes, at the place that it names; of the right one nothing is said.
/// </summary>
public partial class ShapeErrorsTests
{
    private const string Usings = "using System; using System.Buffers; using System.Linq; using System.Numerics.Tensors; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n";

    private static readonly Match[] s_mistakes = [.. (IEnumerable<Match>)Mistake().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "shape-errors.md")))];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, s_mistakes.Length)];

    [Fact]
    public void EveryMistakeIsReadAndNumbered()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "shape-errors.md"));
        Assert.True(s_mistakes.Length >= 45, $"only {s_mistakes.Length}");
        Assert.Equal(Regex.Count(page, "^### ", RegexOptions.Multiline), s_mistakes.Length);
        Assert.Equal(Enumerable.Range(1, s_mistakes.Length).Select(number => number.ToString(CultureInfo.InvariantCulture)), s_mistakes.Select(mistake => mistake.Groups["number"].Value));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task IsFoundWhereThePageSays(int number)
    {
        GroupCollection mistake = s_mistakes[number - 1].Groups;
        string wrong = mistake["wrong"].Value;
        Diagnostic found = Assert.Single(await Find(wrong));
        Assert.Equal(mistake["id"].Value, found.Id);
        Assert.Equal(mistake["message"].Value, found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(Place(wrong, mistake["place"].Value, mistake["around"].Value), found.Location.SourceSpan);
        Assert.Empty(await Find(mistake["right"].Value));
    }

    /// <summary>The place stands once in the program, or once in the words that the page names beside it.</summary>
    private static TextSpan Place(string program, string place, string around)
    {
        string unique = around.Length > 0 ? around : place;
        Assert.Single(Regex.Matches(program, Regex.Escape(unique)));
        Assert.Single(Regex.Matches(unique, Regex.Escape(place)));
        int start = program.IndexOf(unique, StringComparison.Ordinal) + unique.IndexOf(place, StringComparison.Ordinal);
        return new TextSpan(Usings.Length + start, place.Length);
    }

    private static Task<ImmutableArray<Diagnostic>> Find(string program) => AnalyzerRun.OfWhatCompiles(UserProject.Compile(Usings + program));

    [GeneratedRegex(
        """### (?<number>\d+)\. [^\n]+\n\n(?:\[[^\n]+#\d+\]\(https://github.com/[^)\n]+\)\n\n)?```csharp\n(?<wrong>.*?)```\n\n\[(?<id>MGEN\d{4})\]\([^)]*\) at `(?<place>[^`]+)`(?: in `(?<around>[^`]+)`)?:\n> (?<message>[^\n]+)\n\n```csharp\n(?<right>.*?)```""",
        RegexOptions.Singleline)]
    private static partial Regex Mistake();
}
