using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>Random programs that are right get no report; nearly all of their twins with another number of features get one. <c>MODELGEN_LONG=1</c> runs 5,000 of them.</summary>
public class RandomPipelineTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private const string Head = "using System; using System.Collections.Generic; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n"
        + "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;\n";

    [Fact]
    public async Task OnlyWrongOnesAreReported()
    {
        int programs = Environment.GetEnvironmentVariable("MODELGEN_LONG") == "1" ? 5000 : 300;
        int found = 0;
        List<string> missed = [];
        for (int first = 0; first < programs; first += Batch)
        {
            Dictionary<int, string> said = await Said(first, width: 4);
            Assert.True(said.Count == 0, string.Join("\n", said.Select(report => $"{report.Value}:\n{RandomPipelines.Write(report.Key, report.Key, 4)}").Take(3)));
            Dictionary<int, string> wrong = await Said(first, width: 5);
            found += wrong.Count;
            missed.AddRange(Enumerable.Range(first, Batch).Where(number => !wrong.ContainsKey(number)).Take(5).Select(number => RandomPipelines.Write(number, number, 5)));
        }

        output.WriteLine($"{found} of {programs} wrong programs are found");
        Assert.True(found >= programs * 95 / 100, $"only {found} of {programs}, not in\n{string.Join("\n", missed.Take(12))}");
    }

    /// <summary>What is said of some programs, by their numbers.</summary>
    private static async Task<Dictionary<int, string>> Said(int first, int width)
    {
        StringBuilder source = new(Head);
        List<int> starts = [];
        for (int i = 0; i < Batch; i++)
        {
            starts.Add(source.Length);
            source.Append(RandomPipelines.Write(first + i, first + i, width));
        }

        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile(source.ToString()));
        Dictionary<int, string> said = [];
        foreach (Diagnostic diagnostic in found)
        {
            int number = first + starts.Count(start => start <= diagnostic.Location.SourceSpan.Start) - 1;
            said[number] = $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        }

        return said;
    }
}
