using System;
using Xunit;

namespace ModelGen.Compiler.Tests.Harness;

/// <summary>Rows of the catalogue as tests: what a declaration gives, or every error that it has.</summary>
internal static class Rules
{
    /// <param name="declaration">Attributes; blocks behind <c>where</c>, parted by semicolons.</param>
    /// <param name="expected">The type behind each layer, or the errors with their places, one a line.</param>
    public static void Check(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        string[] blocks = parts.Length > 1 ? parts[1].Split(" ; ") : [];
        string errors = Compiled.Errors(parts[0], blocks);
        Assert.Equal(expected, errors.Length > 0 ? errors : string.Join(" ", Compiled.Types(parts[0], blocks)));
    }

    /// <summary>The errors and warnings alone, one a line; empty for a model about which there is nothing to say.</summary>
    public static void CheckErrors(string declaration, string expected)
    {
        string[] parts = declaration.Split(" where ");
        Assert.Equal(expected, Compiled.Errors(parts[0], parts.Length > 1 ? parts[1].Split(" ; ") : []));
    }
}
