using System;
using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>The templates as a user gets them: installed, instantiated, built, run.</summary>
[Collection(PackedOnce.Name)]
public sealed class TemplateTests(Packages packages)
{
    [Fact]
    public void TheyInstallAndTheirProjectsRun()
    {
        string folder = packages.NewFolder("templates");
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];
        packages.Run(folder, ["new", "install", packages.PathOf("ModelGen.Templates"), .. hive]).Succeeded();
        packages.Run(folder, ["new", "modelgen-classifier", "-n", "Spiral.Net-1", .. hive]).Succeeded();
        packages.Run(folder, ["new", "modelgen-gpt", "-n", "Foo", .. hive]).Succeeded();

        string classifier = Path.Combine(folder, "Spiral.Net-1"), gpt = Path.Combine(folder, "Foo");
        Assert.Equal(["Program.cs", "Spiral.Net-1.csproj", "SpiralNet.cs", "Spirals.cs"], Names(classifier));
        Assert.Equal(["Foo.csproj", "LetterGpt.cs", "Program.cs"], Names(gpt));
        packages.Run(classifier, "build", "-c", "Release", "-warnaserror").Succeeded();
        packages.Run(gpt, "build", "-c", "Release", "-warnaserror").Succeeded();
        Assert.True(File.Exists(Path.Combine(gpt, "Generated", "ModelGen.Generator", "ModelGen.Generator.ModelGenerator", "LetterGpt.g.cs")));

        string said = packages.Run(classifier, "run", "-c", "Release", "--no-build").Succeeded().Output;
        Match last = Regex.Match(said, @"epoch 60: loss \d\.\d+, training accuracy (\d+)\.\d%, validation accuracy (\d+)\.\d%");
        Assert.True(last.Success, said);
        Assert.InRange(int.Parse(last.Groups[2].Value), 97, 100);

        File.WriteAllText(Path.Combine(gpt, "short.txt"), "too short");
        Outcome refused = packages.Run(gpt, "run", "-c", "Release", "--no-build", "--", "short.txt");
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("Too little to learn from", refused.Output, StringComparison.Ordinal);
    }

    private static string[] Names(string folder)
    {
        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(folder), path => Path.GetFileName(path));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
