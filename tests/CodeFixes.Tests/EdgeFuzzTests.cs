using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Analyzers.DataEdges.Mends;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.CodeFixes.Tests;

/// <summary>
/// Broken sources of the pages of shape errors: no exception, no MGEN9001, nothing that hangs, and every edit that is attached to a fault lies in the source. Seeded; a short run by itself,
/// 20,000 mutants with <c>MODELGEN_LONG=1</c>, in 40 parts of 500: <c>MODELGEN_FUZZ_FIRST</c> is the first of them, <c>MODELGEN_FUZZ_WORKERS</c> how many.
/// </summary>
[Collection(nameof(FuzzTests))]
public class EdgeFuzzTests(ITestOutputHelper output)
{
    private const string Usings = HandedOver.Usings;

    private const int Part = 500;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void NothingThrowsOrHangs()
    {
        bool isLong = Environment.GetEnvironmentVariable("MODELGEN_LONG") == "1";
        int start = isLong ? Number("MODELGEN_FUZZ_FIRST", 0) * Part : 0, mutants = isLong ? Number("MODELGEN_FUZZ_WORKERS", 40) * Part : 600;
        string[] programs = [.. Programs()];
        CSharpCompilation[] compilations = [.. programs.Select(program => (CSharpCompilation)GeneratorRun.Of(UserProject.Compile(program)).Output)];
        ConcurrentBag<string> faults = [];
        ConcurrentBag<(TimeSpan Time, int Victim, string Mutant)> slow = [];
        int reports = 0;
        Parallel.For(start, start + mutants, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            Random random = new(number);
            int victim = random.Next(programs.Length);
            string mutant = Usings + Mutants.MutateTokens(programs[victim][Usings.Length..], random, 1 + random.Next(4));
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                ImmutableArray<Diagnostic> found = Said(compilations[victim], mutant);
                Interlocked.Add(ref reports, found.Length);
                foreach (Diagnostic diagnostic in found)
                {
                    bool isOurs = diagnostic.Id.StartsWith("MGEN4", StringComparison.Ordinal);
                    if (!isOurs || EdgeProperties.Read(diagnostic.Properties).Any(mend => mend.File == compilations[victim].SyntaxTrees[0].FilePath && mend.Start + mend.Length > mutant.Length))
                    {
                        faults.Add($"{diagnostic}\n{mutant}");
                    }
                }
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                faults.Add($"{fault}\n{mutant}");
            }

            if (watch.Elapsed > s_limit)
            {
                slow.Add((watch.Elapsed, victim, mutant));
            }
        });

        output.WriteLine($"{mutants} mutants of {programs.Length} programs, {reports} reports, {slow.Count} slow at first");
        Assert.True(faults.IsEmpty, string.Join("\n----\n", faults.Take(5)));
        Assert.True(reports > mutants / 10, $"only {reports} reports: the mutants no longer reach the analyzer");
        Assert.All(slow, late => Assert.True(ProcessorTime.Least(_ => Said(compilations[late.Victim], late.Mutant), s_limit) < s_limit, $"{late.Time}:\n{late.Mutant}"));
    }

    private static ImmutableArray<Diagnostic> Said(CSharpCompilation whole, string mutant)
    {
        SyntaxTree first = whole.SyntaxTrees[0], changed = UserProject.Parse(mutant, first.FilePath);
        return WrittenTrees.Said(whole.ReplaceSyntaxTree(first, changed).WithAnalyzers([new DataEdgeAnalyzer()]), [changed]).Result;
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;

    private static IEnumerable<string> Programs()
    {
        string page = File.ReadAllText(Path.Combine(Snapshot.Repository, "docs", "shape-errors-data.md"));
        return Regex.Matches(page, "```diff\n(.*?)```", RegexOptions.Singleline)
            .Select(row => string.Join("\n", row.Groups[1].Value.Split('\n').Where(line => line.Length == 0 || line[0] is ' ' or '-').Select(line => line.Length == 0 ? line : line[1..])))
            .Where(program => !program.Contains("another project", StringComparison.Ordinal))
            .Select(program => Usings + program).Concat(HandedOver.All(Snapshot.Repository).Select(row => row.Wrong));
    }
}
