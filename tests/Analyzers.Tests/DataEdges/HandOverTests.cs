using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>The programs of <c>HandedOver.txt</c>, in the ways in which people hand data on: each gets one diagnostic at the marked line, and none as it was meant.</summary>
public partial class HandOverTests
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["Iris"] = "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)]",
        ["Digits"] = "[Model, Input(784), Linear(10), Loss(Loss.CrossEntropy)]",
        ["Images"] = "[Model, Input(3, 8, 8), Flatten, Linear(4), Relu, Linear(2), Loss(Loss.CrossEntropy)]",
        ["Series"] = "[Model, Sequence(6, MaxLength = 9), Linear(3), Loss(Loss.MeanSquaredError)]",
        ["Price"] = "[Model, Input(8), Linear(1), Loss(Loss.MeanSquaredError)]",
        ["Gpt"] = "[Transformer(Layers = 1, Heads = 2, Width = 8, Vocabulary = 17, Context = 20)]",
    };

    private static readonly (string Name, string Program)[] s_rows =
    [
        .. File.ReadAllText(Path.Combine(Repository.Root, "tests", "Analyzers.Tests", "DataEdges", "HandedOver.txt")).Split("\n# ").Skip(1)
            .Select(row => (row[..row.IndexOf('\n', StringComparison.Ordinal)], row[(row.IndexOf('\n', StringComparison.Ordinal) + 1)..])),
    ];

    public static TheoryData<int, string> Rows
    {
        get
        {
            TheoryData<int, string> rows = [];
            for (int i = 0; i < s_rows.Length; i++)
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
        string program = s_rows[row].Program;
        string models = string.Concat(s_models.Where(model => Regex.IsMatch(program, $@"\b{model.Key}\b")).Select(model => $"\n{model.Value} public partial class {model.Key};"));
        string wrong = Usings + Choice().Replace(program, "$1") + models;
        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile("User", [wrong]));
        Diagnostic[] edges = [.. found.Where(diagnostic => diagnostic.Id.StartsWith("MGEN4", StringComparison.Ordinal) || diagnostic.Id == "MGEN9001")];
        Assert.True(edges.Length == 1, $"{name}: {edges.Length} are found: {string.Join("\n", edges.Select(edge => edge.GetMessage(CultureInfo.InvariantCulture)))}");
        Assert.Equal(Array.FindIndex(wrong.Split('\n'), line => line.Contains("//!", StringComparison.Ordinal)), edges[0].Location.GetLineSpan().StartLinePosition.Line);
        Assert.Empty(await AnalyzerRun.OfWhatCompiles(UserProject.Compile("User", [Usings + Choice().Replace(program, "$2") + models])));
    }

    [GeneratedRegex(@"<<(.*?)\|(.*?)>>")]
    private static partial Regex Choice();
}
