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
/// Graph methods, broken: no exception, no MGEN9001, nothing that takes longer than a second, and what neither C# nor the compiler has anything against gives code that compiles. Seeded; <c>MODELGEN_LONG=1</c>
/// makes 20,000 mutants.
/// </summary>
[Collection(nameof(FuzzTests))]
public class GraphFuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    // Another part of all mutants: of 20,000 in several runs.
    private static readonly int s_first = int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_FUZZ_FIRST"), out int first) ? first : 0;

    [Fact]
    public void NothingThrowsOrHangs()
    {
        bool isLong = Environment.GetEnvironmentVariable("MODELGEN_LONG") == "1";
        int workers = isLong ? (int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_FUZZ_WORKERS"), out int part) ? part : 40) : 4, each = isLong ? 500 : 40;
        ConcurrentBag<string> faults = [], slow = [];
        int compiled = 0;
        Parallel.For(s_first, s_first + workers, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, worker =>
        {
            var random = new Random(worker);
            var victim = new Victim();
            foreach (string source in GraphSources.All)
            {
                victim.Fault(source); // so that all code is compiled
            }

            for (int i = 0; i < each; i++)
            {
                string mutant = GraphMutants.Mutate(GraphSources.All[random.Next(GraphSources.All.Length)], random, random.Next(3) == 0 ? 2 + random.Next(2) : 1, isTyped: i % 3 > 0);
                var watch = Stopwatch.StartNew();
                if (victim.Fault(mutant) is { } fault)
                {
                    faults.Add($"{fault}\n{mutant}");
                }

                if (watch.Elapsed > s_limit)
                {
                    slow.Add(mutant);
                }

                if ((isLong || i % 4 == 0) && victim.Emitted() is { IsWhole: true } emitted)
                {
                    System.Threading.Interlocked.Increment(ref compiled);
                    if (emitted.Errors.Length > 0)
                    {
                        faults.Add($"what is emitted does not compile: {emitted.Errors}\n{mutant}");
                    }
                }
            }
        });

        string[] hangs = [.. slow.Where(mutant => ProcessorTime.Least(_ => new Victim().Fault(mutant), s_limit) > s_limit)];
        output.WriteLine($"{workers * each} mutants, {compiled} without errors, {slow.Count} slow at first");
        Assert.True(faults.IsEmpty, $"{faults.Count}:\n{string.Join("\n----\n", faults.OrderBy(fault => fault.Length).Take(isLong ? 40 : 5))}");
        Assert.True(hangs.Length == 0, $"{hangs.Length} take longer than a second:\n{string.Join("\n----\n", hangs.Take(5))}");
        Assert.True(compiled > workers * each / (isLong ? 5 : 20), $"only {compiled} mutants were models");
    }
}
