using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A project with the package, opened as an editor opens it: MSBuild says which analyzers there are, Roslyn's workspace runs them on text that nobody saved.</summary>
[Collection(PackedOnce.Name)]
public sealed class EditorTests(Packages packages)
{
    [Fact]
    public async Task AWrongNumberIsUnderlinedWhileItIsTyped()
    {
        string project = packages.NewProject("Typed", ("Program.cs", packages.ReadmeProgram()));
        packages.Run(Path.GetDirectoryName(project)!, "restore").Succeeded();

        using MSBuildWorkspace workspace = MSBuildWorkspace.Create();
        Project opened = await workspace.OpenProjectAsync(project);
        Document document = opened.Documents.Single(candidate => candidate.Name == "Program.cs");
        Assert.Empty(await Said(document));

        Document typed = document.WithText(SourceText.From(packages.WrongProgram()));
        Diagnostic found = Assert.Single(await Said(typed));
        Assert.Equal(("MGEN1002", DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Equal("4", (await typed.GetTextAsync()).ToString(found.Location.SourceSpan));
    }

    /// <summary>What the editor shows in the document: errors of the compiler, with the generated half of the model in it, and of the package's analyzers.</summary>
    private static async Task<Diagnostic[]> Said(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        ImmutableArray<DiagnosticAnalyzer> analyzers =
            [.. document.Project.AnalyzerReferences.Where(reference => reference.Display.StartsWith("ModelGen", StringComparison.Ordinal)).SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))];
        Assert.NotEmpty(analyzers);
        IEnumerable<Diagnostic> reported = await compilation.WithAnalyzers(analyzers, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. compilation.GetDiagnostics().Where(said => said.Severity >= DiagnosticSeverity.Warning).Concat(reported.Where(said => said.Location.SourceTree == tree))];
    }
}
