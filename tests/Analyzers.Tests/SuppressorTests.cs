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

    /// <summary>A constant condition chooses what a graph is made of; elsewhere code that is never reached stays a warning.</summary>
    [Theory]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x)", 0)]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => Deep(x); private static Symbol Deep(Symbol x)", 0)]
    [InlineData("[Forward] static Symbol Run([Input(4)] Symbol x) => x.Relu(); public static object Other(object x)", 1)]
    public async Task UnreachableCode(string head, int warnings)
    {
        bool isOther = head.Contains("object x", System.StringComparison.Ordinal);
        Compilation emitted = GeneratorRun.Of($"using ModelGen; [Model] partial class M {{ private const bool IsDeep = false; {head} {{ if (IsDeep) {{ return {(isOther ? "1" : "x.Linear(3)")}; }} return {(isOther ? "x" : "x.Relu()")}; }} }}").Output;
        var all = await emitted.WithAnalyzers([new GraphSuppressor()]).GetAllDiagnosticsAsync();
        Assert.Equal(warnings, all.Count(diagnostic => diagnostic.Id == "CS0162" && !diagnostic.IsSuppressed));
        Assert.Equal(1, emitted.GetDiagnostics().Count(diagnostic => diagnostic.Id == "CS0162"));
    }
}
