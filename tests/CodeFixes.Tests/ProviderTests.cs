using System;
using System.Linq;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Analyzers;
using ModelGen.Compiler.Errors;
using Xunit;

namespace ModelGen.CodeFixes.Tests;

public class ProviderTests
{
    [Fact]
    public void ItMayFixWhateverIsReported() => Assert.Equal(
        typeof(ModelAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .Select(descriptor => descriptor.Id)
            .Where(id => id != "MGEN9001")
            .Distinct()
            .Order(StringComparer.Ordinal),
        new MendFix().FixableDiagnosticIds.Order(StringComparer.Ordinal));

    [Fact]
    public void MendsTravelInProperties()
    {
        Mend[] mends = [new(MendKind.Remove), Mend.Set("Heads", 8), Mend.SetBefore("ReturnSequences", true), Mend.Project(384)];
        Assert.Equal(mends, mends.Select(mend => MendProperties.Read(MendProperties.Write(mend))));
        Assert.Null(MendProperties.Read(MendProperties.Write(mends[0]).Clear()));
    }

    /// <summary>Command-line builds load the assemblies beside it, and have neither Workspaces nor MEF.</summary>
    [Fact]
    public void WorkspacesAreReferencedHereAlone()
    {
        Assert.DoesNotContain(typeof(ModelAnalyzer).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Workspaces", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(MendFix).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("System.Composition", StringComparison.Ordinal));
    }
}
