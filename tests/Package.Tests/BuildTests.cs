using System;
using System.IO;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A fresh project that references the package: it builds without a warning and trains, and a wrong number stops its build.</summary>
[Collection(PackedOnce.Name)]
public sealed class BuildTests(Packages packages)
{
    [Fact]
    public void TheReadmesProgramTrains()
    {
        string folder = Path.GetDirectoryName(packages.NewProject("Trains", ("Program.cs", packages.ReadmeProgram())))!;
        packages.Run(folder, "build", "-c", "Release").Succeeded();
        string said = packages.Run(folder, "run", "-c", "Release", "--no-build").Succeeded().Output;
        Assert.StartsWith("loss 0.0", said, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongNumberIsAnErrorAtThatNumber()
    {
        string readme = packages.Read("ModelGen", "PACKAGE.md");
        string folder = Path.GetDirectoryName(packages.NewProject("Fails", ("Program.cs", packages.WrongProgram())))!;
        Outcome outcome = packages.Run(folder, "build", "-c", "Release");
        Assert.NotEqual(0, outcome.ExitCode);

        string error = Assert.Single(outcome.Errors());
        string[] parts = error[error.IndexOf("Program.cs", StringComparison.Ordinal)..].Split(" (https://");
        Assert.Contains(": error MGEN1002: ", parts[0], StringComparison.Ordinal);
        Assert.Contains("\n" + parts[0] + "\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal); // what the readme promises
        Assert.EndsWith("/docs/diagnostics/MGEN1002.md)", parts[1], StringComparison.Ordinal);
    }
}
