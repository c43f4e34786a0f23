using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.DataEdges;

/// <summary>The repository's own programs are right; what is said about them would be a false alarm. So are other people's, in the folders inside the one that <c>MODELGEN_SOURCES</c> names.</summary>
public class SilenceTests
{
    public static TheoryData<string> Folders =>
    [
        "src/ModelGen",
        .. Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(folder => "samples/" + Path.GetFileName(folder)),
        .. Directory.GetDirectories(Path.Combine(Repository.Root, "benchmarks"), "*", SearchOption.TopDirectoryOnly).Select(folder => "benchmarks/" + Path.GetFileName(folder)),
        "tests/Models.Tests",
        "tests/Runtime.Tests",
        "tests/Samples.Tests",
        .. Environment.GetEnvironmentVariable("MODELGEN_SOURCES") is { Length: > 0 } root ? Directory.GetDirectories(root) : [],
    ];

    /// <summary>Tests that pass wrong shapes on purpose.</summary>
    private static readonly HashSet<string> s_wrongOnPurpose = ["DatasetTests.cs", "BadInputTests.cs"];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task NothingIsSaid(string folder)
    {
        string path = Path.Combine(Repository.Root, folder);
        string[] files = [.. Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal)];
        CSharpCompilation compilation = UserProject.Compile().AddSyntaxTrees(files.Select(file => UserProject.Parse(File.ReadAllText(file), file)));
        string[] found = [.. (await AnalyzerRun.Diagnostics(compilation))
            .Where(diagnostic => diagnostic.Id.StartsWith("MGEN4", StringComparison.Ordinal) || diagnostic.Id is "MGEN9001" or "AD0001")
            .Where(diagnostic => !s_wrongOnPurpose.Contains(Path.GetFileName(diagnostic.Location.SourceTree!.FilePath)))
            .Select(diagnostic => diagnostic.ToString())];
        Assert.True(found.Length == 0, string.Join("\n", found));
    }

    private static bool IsSource(string file)
    {
        string[] folders = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar);
        return !folders.Intersect(["bin", "obj", "Generated"]).Any() && !file.EndsWith(".verified.cs", StringComparison.Ordinal);
    }
}
