using System;
using Xunit;

namespace ModelGen.Samples.Tests;

/// <summary>How a process ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>It ended well, and said nothing on standard error.</summary>
    public Outcome Succeeded()
    {
        Assert.Equal((0, ""), (ExitCode, Errors));
        Assert.DoesNotContain('\u001b', Output); // no colours or cursor movements in a pipe
        return this;
    }

    /// <summary>It failed with this exit code and one line on standard error.</summary>
    public void Failed(int code, string message)
    {
        Assert.Equal(("CharGpt: " + message + Environment.NewLine, code), (Errors, ExitCode));
    }
}
