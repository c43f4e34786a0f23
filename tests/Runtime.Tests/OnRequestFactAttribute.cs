using System;
using Xunit;

namespace ModelGen.Runtime.Tests;

/// <summary>A test that takes much memory, or files that are not kept here: skipped, with the reason, where an environment variable does not ask for it.</summary>
internal sealed class OnRequestFactAttribute : FactAttribute
{
    /// <param name="variable">Of the environment.</param>
    /// <param name="reason">What the test needs.</param>
    public OnRequestFactAttribute(string variable, string reason)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))) Skip = $"{variable} is not set: {reason}";
    }
}
