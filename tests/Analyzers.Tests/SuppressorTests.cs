using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Tests.Harness;
using Xunit;

namespace ModelGen.Analyzers.Tests;

/// <summary>A model in a CLS-compliant assembly has no warning, neither in its own file nor in an emitted one; a user's own attributes keep theirs.</summary>
public class SuppressorTests
{
    [Theory]
    [InlineData("[Model, Input(3, 8, 8), Flatten, Linear(3), Loss(Loss.MeanSquaredError)] public partial class Net;", 0)]
    [InlineData("[Model, Input(24), Reshape(2, 3, 4), Flatten, Linear(3)] public partial class Net;", 0)]
    [InlineData("public sealed class OwnAttribute(params int[] sizes) : System.Attribute { public int[] Sizes => sizes; public OwnAttribute() : this(3) { } } [Own(1, 2)] public class Other;", 1)]
    public async Task ClsCompliance(string declaration, int warnings)
    {
        Compilation emitted = GeneratorRun.Of("using ModelGen; [assembly: System.CLSCompliant(true)]\n" + declaration).Output;
        var all = await emitted.WithAnalyzers([new SizesSuppressor()]).GetAllDiagnosticsAsync();
        Assert.Equal(warnings, all.Count(diagnostic => diagnostic.Id.StartsWith("CS3", System.StringComparison.Ordinal) && !diagnostic.IsSuppressed));
    }
}
