using System;
using System.Linq;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>How a command ended.</summary>
/// <param name="Output">What it wrote, errors last.</param>
internal sealed record Outcome(string Command, int ExitCode, string Output)
{
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"{Command}: exit code {ExitCode}\n{Output}");
        return this;
    }

    /// <summary>The different lines that report an error, without the project that MSBuild names behind them.</summary>
    public string[] Errors() =>
        [.. Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf(" [", StringComparison.Ordinal)]).Distinct()];
}
