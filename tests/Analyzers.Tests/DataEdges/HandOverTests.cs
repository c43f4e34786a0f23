using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Programs that hand data on: each gets one diagnostic at the marked line, and none as it was meant. Of those that are missed nothing is said.</summary>
public class HandOverTests
{
    private static readonly IReadOnlyList<HandedOver> s_rows = HandedOver.All(Repository.Root);

    public static TheoryData<int, string> Rows
    {
        get
        {
            TheoryData<int, string> rows = [];
            for (int i = 0; i < s_rows.Count; i++)
            {
                rows.Add(i, s_rows[i].Name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task IsFoundAtItsLine(int row, string name)
    {
        string wrong = s_rows[row].Wrong;
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile("User", [wrong]));
        Diagnostic[] edges = [.. found.Where(diagnostic => diagnostic.Id.StartsWith("MGEN4", StringComparison.Ordinal) || diagnostic.Id == "MGEN9001")];
        Assert.Empty(await AnalyzerRun.OfWhatCompiles(UserProject.Compile("User", [s_rows[row].Right])));
        if (s_rows[row].IsMissed)
        {
            Assert.True(edges.Length == 0, $"{name} is found: it is no longer missed");
            return;
        }

        Assert.True(edges.Length == 1, $"{name}: {edges.Length} are found: {string.Join("\n", edges.Select(edge => edge.GetMessage(CultureInfo.InvariantCulture)))}");
        Assert.Equal(Array.FindIndex(wrong.Split('\n'), line => line.Contains("//!", StringComparison.Ordinal)), edges[0].Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void NearlyAllAreFound() => Assert.True(s_rows.Count(row => row.IsMissed) * 20 <= s_rows.Count, $"{s_rows.Count(row => row.IsMissed)} of {s_rows.Count} are missed");
}
