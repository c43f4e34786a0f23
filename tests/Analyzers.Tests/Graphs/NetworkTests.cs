using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.Tests.Graphs.Mistakes;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests.Graphs;

/// <summary>Networks as people write them who come from other libraries, in the C# that they have: nothing is said of any, and what is emitted compiles.</summary>
public class NetworkTests
{
    private static readonly string[] s_all = [.. File.ReadAllText(Path.Combine(Repository.Root, "tests", "Analyzers.Tests", "Graphs", "Networks.txt")).Split("=== ", StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void ThereAreMany() => Assert.True(s_all.Length >= 70, $"{s_all.Length}");

    [Fact]
    public async Task NothingIsSaid()
    {
        string[] sources = [.. s_all.Select((network, i) => Mistake.Source(network[network.IndexOf('\n', StringComparison.Ordinal)..].Replace("[Model", "[Model, Backends(Backend.TorchSharp | Backend.Onnx)", StringComparison.Ordinal), $"Network{i}"))];
        (ImmutableArray<Diagnostic> errors, ImmutableArray<Diagnostic> found) = await AnalyzerRun.Both(TorchSurface.Project("0.107", sources));
        Assert.Equal("", string.Join("\n", errors.Concat(found).Select(each => $"{Name(each)}: {each.Id}: {each.GetMessage(CultureInfo.InvariantCulture)}")));
    }

    private static string Name(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath is { } file && file.StartsWith("File", StringComparison.Ordinal)
        ? s_all[int.Parse(file.AsSpan(4, file.Length - 7), CultureInfo.InvariantCulture)].Split('\n')[0]
        : $"{diagnostic.Location}";
}
