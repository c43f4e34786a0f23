using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Compiler.Errors;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>Every id has a descriptor, a page and a release row that agree.</summary>
public class CatalogTests
{
    public static TheoryData<ErrorId> Ids => [.. Enum.GetValues<ErrorId>()];

    [Fact]
    public void EveryIdIsInTheCatalog() => Assert.Equal(Enum.GetValues<ErrorId>().Order(), ErrorCatalog.All.Keys.Order());

    [Fact]
    public void TheAnalyzersSupportAllAndNothingElse() =>
        Assert.Equal(
            Enum.GetValues<ErrorId>().Select(ErrorCatalog.Code).Order(StringComparer.Ordinal),
            new ModelAnalyzer().SupportedDiagnostics.Concat(new DataEdgeAnalyzer().SupportedDiagnostics).Select(descriptor => descriptor.Id).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void DescriptorsFollowTheCatalog(ErrorId id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Of(id);
        bool isError = ErrorCatalog.All[id].Severity == Severity.Error;
        Assert.Equal($"https://github.com/modelgen/modelgen/blob/main/docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
        Assert.Equal(ErrorCatalog.All[id].Title, descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(isError, descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        Assert.Equal(isError, descriptor.DefaultSeverity == DiagnosticSeverity.Error);
        Assert.True(descriptor.IsEnabledByDefault);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryIdHasAPage(ErrorId id)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", ErrorCatalog.Code(id) + ".md"));
        Assert.StartsWith($"# {ErrorCatalog.Code(id)}: {ErrorCatalog.All[id].Title}\n", page, StringComparison.Ordinal);
        Assert.All(["## What", "## Why", "## Wrong", "## Right"], heading => Assert.Contains($"\n{heading}\n\n", page, StringComparison.Ordinal));
    }

    /// <summary>In a test or in docs/shape-errors.md, whose rows are tests: nothing is reported that none has looked at.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryIdIsAsserted(ErrorId id) =>
        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Analyzers.Tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal) || file.EndsWith("Mistakes.cs", StringComparison.Ordinal))
                .Append(Path.Combine(Repository.Root, "docs", "shape-errors.md")),
            file => File.ReadAllText(file).Contains(ErrorCatalog.Code(id), StringComparison.Ordinal));

    [Fact]
    public void NoPageWithoutAnId() =>
        Assert.Equal(
            Enum.GetValues<ErrorId>().Select(ErrorCatalog.Code).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "MGEN*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryIdHasAReleaseRow()
    {
        string folder = Path.Combine(Repository.Root, "analyzers", "ModelGen.Analyzers");
        string[] rows = [.. new[] { "AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md" }
            .SelectMany(file => File.ReadAllLines(Path.Combine(folder, file)))
            .Where(line => line.StartsWith("MGEN", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", line.Split(" | ")[..3]))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
            Enum.GetValues<ErrorId>().Order().Select(id => $"{ErrorCatalog.Code(id)} | {Descriptors.Category(id)} | {ErrorCatalog.All[id].Severity}"),
            rows);
    }
}
