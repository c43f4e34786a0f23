using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using ModelGen.CodeFixes.Presets;
using Xunit;

namespace ModelGen.Tests.Harness;

/// <summary>Source before and after a preset is expanded.</summary>
internal static class Expansion
{
    /// <summary>Expands every preset of the source, one after another.</summary>
    public static async Task<string> Apply(string source)
    {
        for (int at = Next(source, 0); at >= 0; at = Next(source, at))
        {
            Project project = EditorProject.Of(source);
            CodeAction action = Assert.Single(await Offered(project, at));
            Assert.Equal(ExpandPresetRefactoring.Title, action.Title);
            source = Assert.Single(await Fix.Changed(project, action));
        }

        return source;
    }

    public static async Task<bool> IsOffered(string source, int position) => (await Offered(EditorProject.Of(source), position)).Count == 1;

    public static async Task<IReadOnlyList<CodeAction>> Offered(Project project, int position)
    {
        List<CodeAction> actions = [];
        await new ExpandPresetRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(
            project.Documents.First(), new TextSpan(position, 0), actions.Add, CancellationToken.None));
        return actions;
    }

    private static int Next(string source, int from) => source.IndexOf("Transformer(", from, StringComparison.Ordinal);
}
