using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>How a process ended.</summary>
internal sealed record Outcome(string Program, int ExitCode, string Output, string Errors)
{
    /// <summary>It ended well, and said nothing on standard error.</summary>
    public Outcome Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Errors));
        Assert.DoesNotContain('\u001b', Output); // no colours or cursor movements in a pipe
        return this;
    }

    /// <summary>The numbers that the groups of a pattern take from the output, where it fits for the last time.</summary>
    public double[] Numbers(string pattern)
    {
        Match? match = Regex.Matches(Output, pattern, RegexOptions.Multiline).LastOrDefault();
        Assert.True(match is not null, $"'{pattern}' is not in:\n{Output}");
        return [.. match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
    }

    /// <summary>The only one.</summary>
    public double Number(string pattern) => Assert.Single(Numbers(pattern));

    /// <summary>It failed with this exit code and one line on standard error.</summary>
    public void Failed(int code, string message)
    {
        Assert.Equal(($"{Program}: {message}" + Environment.NewLine, code), (Errors, ExitCode));
    }
}
