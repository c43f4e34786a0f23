using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ModelGen.Package.Tests;

/// <summary>A project with the package, opened as an editor opens it: MSBuild says which analyzers there are, Roslyn's workspace runs them on text that nobody saved.</summary>
[Collection(PackedOnce.Name)]
public sealed class EditorTests(Packages packages, OpenedProject opened) : IClassFixture<OpenedProject>
{
    [Fact]
    public async Task AWrongNumberIsUnderlinedWhileItIsTyped()
    {
        Assert.Empty(await Said(opened.Program));
        Document typed = opened.Program.WithText(SourceText.From(packages.WrongProgram()));
        Diagnostic found = Assert.Single(await Said(typed));
        Assert.Equal(("MGEN1002", DiagnosticSeverity.Error), (found.Id, found.Severity));
        Assert.Equal("4", (await typed.GetTextAsync()).ToString(found.Location.SourceSpan));
    }

    [Fact]
    public async Task ItsFixIsOfferedAndMendsIt()
    {
        Document document = opened.Program.WithText(SourceText.From(packages.WrongProgram()));
        Diagnostic found = Assert.Single(await Said(document));

        List<CodeAction> offered = [];
        foreach (CodeFixProvider provider in Fixes(document.Project).Where(provider => provider.FixableDiagnosticIds.Contains(found.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => offered.Add(action), CancellationToken.None));
        }

        CodeAction fix = Assert.Single(offered);
        Assert.Contains("8", fix.Title, StringComparison.Ordinal);
        ApplyChangesOperation change = Assert.Single((await fix.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        Document mended = change.ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(packages.WrongProgram().Replace("InFeatures = 4", "InFeatures = 8"), (await mended.GetTextAsync()).ToString());
        Assert.Empty(await Said(mended));
    }

    [Fact]
    public async Task APresetIsExpanded()
    {
        const string Program = """
            using ModelGen;

            System.Console.WriteLine(new Letters(1).Parameters.Layers[1].Attend.Query.Weight.Name);

            [Transformer(Layers = 2, Heads = 2, Width = 16)]
            public partial class Letters;

            """;
        Document document = opened.Program.WithText(SourceText.From(Program));
        Assert.Empty(await Said(document));

        List<CodeAction> offered = [];
        TextSpan cursor = new(Program.IndexOf("Transformer", StringComparison.Ordinal), 0);
        foreach (CodeRefactoringProvider provider in Exported<CodeRefactoringProvider, ExportCodeRefactoringProviderAttribute>(document.Project))
        {
            await provider.ComputeRefactoringsAsync(new CodeRefactoringContext(document, cursor, offered.Add, CancellationToken.None));
        }

        ApplyChangesOperation change = Assert.Single((await Assert.Single(offered).GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        Document expanded = change.ChangedSolution.GetDocument(document.Id)!;
        Assert.Contains("    private partial class Layer;\n", (await expanded.GetTextAsync()).ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(await Said(expanded));
    }

    /// <summary>The fixes of the package, found as an editor finds them: by their attribute, in the assemblies that lie beside the analyzers.</summary>
    private static IEnumerable<CodeFixProvider> Fixes(Project project) => Exported<CodeFixProvider, ExportCodeFixProviderAttribute>(project);

    private static IEnumerable<TProvider> Exported<TProvider, TExport>(Project project)
        where TExport : Attribute =>
        Ours(project)
            .Where(reference => !reference.FullPath.EndsWith("ModelGen.Completion.dll", StringComparison.Ordinal)) // which needs an editor's own features
            .SelectMany(reference => reference.GetAssembly().GetTypes())
            .Where(type => type.GetCustomAttribute<TExport>() is not null)
            .Select(type => (TProvider)Activator.CreateInstance(type)!);

    private static IEnumerable<AnalyzerFileReference> Ours(Project project) =>
        project.AnalyzerReferences.OfType<AnalyzerFileReference>().Where(reference => Path.GetFileName(reference.FullPath).StartsWith("ModelGen.", StringComparison.Ordinal));

    /// <summary>What the editor shows in the document: errors of the compiler, with the generated half of the model in it, and of the package's analyzers.</summary>
    private static async Task<Diagnostic[]> Said(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        ImmutableArray<DiagnosticAnalyzer> analyzers =
            [.. Ours(document.Project).SelectMany(reference => reference.GetAnalyzers(LanguageNames.CSharp))];
        Assert.NotEmpty(analyzers);
        IEnumerable<Diagnostic> reported = await compilation.WithAnalyzers(analyzers, document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. compilation.GetDiagnostics().Where(said => said.Severity >= DiagnosticSeverity.Warning).Concat(reported.Where(said => said.Location.SourceTree == tree))];
    }
}
