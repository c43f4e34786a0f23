using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler.Errors;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>The pages' examples are true: the wrong one gives the diagnostic and nothing else, the right one nothing at all.</summary>
public partial class DocumentationTests
{
    /// <summary>Nothing that a user could write may give MGEN9001.</summary>
    public static TheoryData<ErrorId> Ids => [.. Enum.GetValues<ErrorId>().Where(id => id != ErrorId.Internal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ExamplesAreTrue(ErrorId id)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", ErrorCatalog.Code(id) + ".md"));
        MatchCollection examples = Example().Matches(page);
        Assert.Equal(["Wrong", "Right"], examples.Select(example => example.Groups["heading"].Value));
        Assert.Equal([ErrorCatalog.Code(id)], (await Find(examples[0])).Select(diagnostic => diagnostic.Id).Distinct());
        Assert.Empty(await Find(examples[1]));
    }

    private static Task<ImmutableArray<Diagnostic>> Find(Match example)
    {
        string source = "using ModelGen;\n" + example.Groups["code"].Value;
        bool hasTorch = source.Contains("// dotnet add package TorchSharp-cpu", StringComparison.Ordinal);
        return AnalyzerRun.Diagnostics(hasTorch ? TorchSurface.Project("0.107", source) : UserProject.Compile(source));
    }

    [GeneratedRegex(@"## (?<heading>\w+)\n\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
