using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ModelGen.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.CodeFixes.Tests;

/// <summary>
/// The product as an editor sees it, over thousands of broken sources: no exception, no MGEN9001, nothing that takes longer than a
/// second. Seeded: the same mutants in every run.
/// </summary>
[Collection(nameof(FuzzTests))]
public class FuzzTests(ITestOutputHelper output)
{
    private const int Workers = 42;

    // 42 x 500 in CI; "dotnet test" by itself makes a third of them, of each worker the first.
    private static readonly int s_mutantsOfEach = int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_FUZZ_MUTANTS"), out int mutants) && mutants > 0 ? mutants : 160;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void NothingThrowsOrHangs()
    {
        TimeSpan start = ProcessorTime.Now;
        ConcurrentBag<string> faults = [];
        ConcurrentBag<(TimeSpan Time, string Mutant)> slow = [];
        int mended = 0;
        Parallel.For(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, worker =>
        {
            Random random = new(worker);
            Victim victim = new();
            for (int i = 0; i < s_mutantsOfEach; i++)
            {
                string source = ModelSources.All[random.Next(ModelSources.All.Count)];
                string mutant = Mutants.MutateTokens(source, random, 1 + random.Next(4));
                Stopwatch watch = Stopwatch.StartNew();
                if (victim.Fault(mutant) is { } fault)
                {
                    faults.Add($"{fault}\n{mutant}");
                }

                if (watch.Elapsed > s_limit)
                {
                    slow.Add((watch.Elapsed, mutant));
                }

                if (i % 8 == 0)
                {
                    (int applied, string? failure) = victim.Mend(mutant);
                    System.Threading.Interlocked.Add(ref mended, applied);
                    if ((failure ?? (i % 48 == 0 ? victim.FaultInHost() : null)) is { } late)
                    {
                        faults.Add($"{late}\n{mutant}");
                    }
                }
            }
        });

        output.WriteLine($"{Workers * s_mutantsOfEach} mutants of {ModelSources.All.Count} sources, {mended} fixes applied, {slow.Count} slow at first, {(ProcessorTime.Now - start).TotalSeconds:0} s of processor time");
        Assert.True(faults.IsEmpty, string.Join("\n----\n", faults.Take(5)));
        Assert.True(mended > Workers * s_mutantsOfEach / 210, $"only {mended} fixes were applied: the mutants no longer reach them");
        Assert.All(slow, mutant => Assert.True(Alone(mutant.Mutant) < s_limit, $"{mutant.Time}:\n{mutant.Mutant}"));
    }

    private static TimeSpan Alone(string mutant)
    {
        Victim victim = new();
        return ProcessorTime.Least(attempt => victim.Fault(mutant + new string(' ', attempt)), s_limit); // not what the driver has in its cache
    }
}
