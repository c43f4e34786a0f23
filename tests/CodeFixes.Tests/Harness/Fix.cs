using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.CodeFixes;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>Source before and after a code fix.</summary>
internal static class Fix
{
    /// <summary>The first diagnostic of this id has one fix of this title, which gives exactly this text.</summary>
    public static async Task Verify(string id, string title, string before, string after) =>
        Assert.Equal([after], await Apply(id, title, before));

    /// <summary>And what the fix leaves is a model about which nothing is said.</summary>
    public static async Task VerifyMended(string id, string title, string before, string after)
    {
        await Verify(id, title, "using ModelGen;\n" + before, "using ModelGen;\n" + after);
        Assert.Empty(await EditorProject.Diagnostics(EditorProject.Of("using ModelGen;\n" + after)));
    }

    public static async Task<string[]> Apply(string id, string title, params string[] sources)
    {
        Project project = EditorProject.Of(sources);
        Diagnostic diagnostic = (await EditorProject.Diagnostics(project)).First(found => found.Id == id);
        CodeAction action = Assert.Single(await Offered(project, diagnostic));
        Assert.Equal(title, action.Title);
        return await Changed(project, action);
    }

    public static async Task<string> All(string id, FixAllScope scope, string source)
    {
        Project project = EditorProject.Of(source);
        ImmutableArray<Diagnostic> diagnostics = await EditorProject.Diagnostics(project);
        CodeAction one = Assert.Single(await Offered(project, diagnostics.First(found => found.Id == id)));
        MendFix fix = new();
        FixAllContext context = new(project.Documents.First(), fix, scope, one.EquivalenceKey!, [id], new Found(diagnostics), CancellationToken.None);
        CodeAction? all = await fix.GetFixAllProvider().GetFixAsync(context);
        Assert.NotNull(all);
        return Assert.Single(await Changed(project, all));
    }

    public static async Task<IReadOnlyList<CodeAction>> Offered(Project project, Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = project.GetDocument(diagnostic.Location.SourceTree)!;
        await new MendFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    public static async Task<string[]> Changed(Project project, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return await EditorProject.Texts(solution.GetProject(project.Id)!);
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
