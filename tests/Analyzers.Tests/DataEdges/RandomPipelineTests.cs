using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>
/// Random programs that are right get no report; nearly all of their twins with another number of features, as far as their shape can be known, get one. <c>MODELGEN_LONG=1</c> runs 5,000 of them,
/// <c>MODELGEN_SEED</c> others; in 50 parts of 100, of which <c>MODELGEN_FUZZ_FIRST</c> is the first and <c>MODELGEN_FUZZ_WORKERS</c> says how many.
/// </summary>
public class RandomPipelineTests(ITestOutputHelper output)
{
    private const int Batch = 100;
    private const string Head = "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Numerics.Tensors; using System.Threading.Tasks; using ModelGen; using ModelGen.Data; using ModelGen.Training;\n"
        + "[Model, Input(4), Linear(16), Relu, Linear(3), Loss(Loss.CrossEntropy)] public partial class Iris;\n";

    private static readonly CSharpCompilation s_empty = UserProject.Empty("User", Shared());

    [Fact]
    public async Task OnlyWrongOnesAreReported()
    {
        bool isLong = Environment.GetEnvironmentVariable("MODELGEN_LONG") == "1";
        int programs = isLong ? Number("MODELGEN_FUZZ_WORKERS", 50) * Batch : 300;
        int found = 0, all = 0;
        List<string> missed = [];
        int start = Number("MODELGEN_SEED", 0) * 1_000_000 + (isLong ? Number("MODELGEN_FUZZ_FIRST", 0) * Batch : 0);
        for (int first = start; first < start + programs; first += Batch)
        {
            Dictionary<int, string> said = await Said(first, width: 4);
            Assert.True(said.Count == 0, string.Join("\n", said.Select(report => $"{report.Value}:\n{RandomPipelines.Write(report.Key, report.Key, 4)}").Take(3)));
            Dictionary<int, string> wrong = await Said(first, width: 5);
            int[] followed = [.. Enumerable.Range(first, Batch).Where(number => IsFollowed(number))];
            all += followed.Length;
            found += followed.Count(wrong.ContainsKey);
            missed.AddRange(followed.Where(number => !wrong.ContainsKey(number)).Take(5).Select(number => RandomPipelines.Write(number, number, 5)));
        }

        output.WriteLine($"{programs} programs from {start}: nothing is said of those that are right; {found} of {all} wrong ones are found");
        Assert.True(found >= all * 95 / 100, $"only {found} of {all}, not in\n{string.Join("\n", missed.Take(12))}");
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;

    private static bool IsFollowed(int number)
    {
        RandomPipelines.Write(number, number, 5, out bool isFollowed);
        return isFollowed;
    }

    /// <summary>The other project, as a reference.</summary>
    private static MetadataReference Shared()
    {
        using MemoryStream image = new();
        Assert.True(UserProject.Compile("Shared", [RandomPipelines.Library]).Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
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

        ImmutableArray<Diagnostic> found = await AnalyzerRun.OfWhatCompiles(UserProject.Compile(s_empty, source.ToString()));
        Dictionary<int, string> said = [];
        foreach (Diagnostic diagnostic in found)
        {
            int number = first + starts.Count(start => start <= diagnostic.Location.SourceSpan.Start) - 1;
            said[number] = $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        }

        return said;
    }
}
