using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.Graphs.Mistakes;

/// <summary>Mistakes that people make in models with several inputs, skips and losses of their own: each gets one diagnostic, at its place, and its mended twin gets none.</summary>
public class MistakeTests
{
    private static readonly Mistake[] s_all = [.. OperandMistakes.All, .. LayerMistakes.All, .. InputMistakes.All, .. ReadingMistakes.All, .. ObjectiveMistakes.All, .. AdviceMistakes.All, .. NetworkMistakes.All];

    [Fact]
    public void ThereAreMany() => Assert.True(s_all.Length >= 270, $"{s_all.Length}");

    // The rows are written from the list: paste what the message names.
    [Fact]
    public void ThePageHasEachOfThem()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "shape-errors.md"));
        string rows = string.Concat(s_all.Select((mistake, i) => Row(116 + i, mistake)));
        int start = page.IndexOf("| 116 |", StringComparison.Ordinal);
        if (start < 0 || page[start..] != rows)
        {
            string written = Path.Combine(Path.GetTempPath(), "shape-errors-rows.md");
            File.WriteAllText(written, rows);
            Assert.Fail($"The table at the end of docs/shape-errors.md is not the {s_all.Length} rows of {written}");
        }
    }

    private static string Row(int number, Mistake mistake) =>
        string.Create(CultureInfo.InvariantCulture, $"| {number} | `{Code(mistake.Wrong)}` | [{mistake.Id}](diagnostics/{mistake.Id}.md): ... {mistake.Words.Replace("|", "\\|", StringComparison.Ordinal)} ... | `{Code(mistake.From)}` | {(mistake.To.Trim().Length == 0 ? "nothing" : $"`{Code(mistake.To.Trim())}`")} |\n");

    private static string Code(string text) => text.Replace("\n", " ", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Trim();

    // All in one project: reading the framework's references takes longer than a model.
    [Fact]
    public async Task EachIsFoundWhereItIs()
    {
        string[] sources = [.. s_all.SelectMany((mistake, i) => new[] { Mistake.Source(mistake.Text, $"Wrong{i}"), Mistake.Source(mistake.Mended, $"Right{i}") })];
        (ImmutableArray<Diagnostic> errors, ImmutableArray<Diagnostic> found) = await AnalyzerRun.OfDeclarations(UserProject.Compile(sources));
        ILookup<string, Diagnostic> byFile = errors.Concat(found).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "");
        var faults = new List<string>();
        for (int i = 0; i < s_all.Length; i++)
        {
            faults.AddRange(Wrong(s_all[i], [.. byFile[$"File{2 * i}.cs"]]));
            faults.AddRange(byFile[$"File{2 * i + 1}.cs"].Select(other => $"{s_all[i].Mended}\n    is mended, but: {other.Id} at '{Span(other)}': {other.GetMessage(CultureInfo.InvariantCulture)}"));
        }

        Assert.True(faults.Count == 0, $"{faults.Count}:\n{string.Join("\n", faults)}");
    }

    private static IEnumerable<string> Wrong(Mistake mistake, Diagnostic[] found)
    {
        bool isRight = found.Length == 1 && found[0].Id == mistake.Id && Span(found[0]) == mistake.Place && Start(mistake, found[0]) == mistake.Wrong.IndexOf('«', StringComparison.Ordinal)
            && found[0].GetMessage(CultureInfo.InvariantCulture).Contains(mistake.Words, StringComparison.Ordinal);
        return isRight && mistake.Text != mistake.Mended
            ? []
            : [$"{mistake.Wrong}\n    should be {mistake.Id} '{mistake.Words}', but: {string.Join("; ", found.Select(other => $"{other.Id} at '{Span(other)}': {other.GetMessage(CultureInfo.InvariantCulture)}"))}"];
    }

    private static int Start(Mistake mistake, Diagnostic diagnostic) =>
        diagnostic.Location.SourceSpan.Start - diagnostic.Location.SourceTree!.ToString().IndexOf(mistake.Text, StringComparison.Ordinal);

    private static string Span(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);
}
