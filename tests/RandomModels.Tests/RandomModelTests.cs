using System;
using System.Globalization;
using System.Linq;
using ModelGen.RandomModels.Running;
using Xunit;
using Xunit.Abstractions;

namespace ModelGen.RandomModels.Tests;

/// <summary>
/// Random models against their definitions, with a new seed in every run: 100 on the widest vectors here, and in CI 300 on every width. MODELGEN_RANDOM_SEED repeats a run, MODELGEN_RANDOM_MODELS says how
/// many (3000: the long form), MODELGEN_RANDOM_WIDTHS on which vectors ("512,256,128").
/// </summary>
public class RandomModelTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryModelIsItsDefinition() => Run(Options.Of(Seed, Models) with { Widths = Widths });

    /// <summary>The first fifth of the same models where the target takes them, on a stand-in that checks every access.</summary>
    [Fact]
    public void EveryModelIsItsDefinitionOnIlgpu() => Run(Options.Of(Seed, Models / 5, ilgpu: true));

    private static int Models => Count("MODELGEN_RANDOM_MODELS", 100);

    private static int[] Widths => Environment.GetEnvironmentVariable("MODELGEN_RANDOM_WIDTHS") is { Length: > 0 } text
        ? [.. text.Split(',').Select(width => int.Parse(width, CultureInfo.InvariantCulture))]
        : [Running.Widths.Widest];

    private static int Seed => Count("MODELGEN_RANDOM_SEED", Random.Shared.Next(1_000_000));

    private static int Count(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private void Run(Options options)
    {
        Say($"MODELGEN_RANDOM_SEED={options.Seed}");
        Outcome outcome = Parent.Run(options, Say);
        Assert.True(outcome.Passed > 0, "no model was run");
        Assert.True(outcome.Failures.Count == 0, $"seed {options.Seed}: {outcome.Failures.Count} models failed\n{string.Join("\n", outcome.Failures)}");
    }

    // The console too: a test that passes shows no output of its own.
    private void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine(line);
    }
}
