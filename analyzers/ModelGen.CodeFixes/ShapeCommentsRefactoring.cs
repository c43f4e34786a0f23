using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.CodeFixes;

/// <summary>Offers to write behind each statement of a graph method what it gives, <c>// [C:16, H:64, W:64]</c>, and to bring such comments up to date.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ShapeCommentsRefactoring))]
public sealed class ShapeCommentsRefactoring : CodeRefactoringProvider
{
    /// <summary>What the editor's menu shows.</summary>
    public const string Title = "Write shapes as comments";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists.Count: > 0 } method
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, context.CancellationToken) is not IMethodSymbol symbol
            || !Language.IsEntry(symbol) || Language.ModelMark(symbol.ContainingType) is null)
        {
            return;
        }

        ModelReading reading = ModelReader.Model(symbol.ContainingType, model.Compilation, context.CancellationToken);
        SourceEdit[] edits = [.. ShapeComment.Of(reading, all: true)
            .Where(comment => comment.Written != comment.Right && comment.Tree == method.SyntaxTree && comment.Span.Start >= method.SpanStart && comment.Span.Start <= method.Span.End)
            .Select(comment => new SourceEdit(comment.Tree, new(comment.Span, comment.Written is null ? " " + comment.Right : comment.Right)))];
        if (edits.Length > 0)
        {
            Solution solution = context.Document.Project.Solution;
            context.RegisterRefactoring(CodeAction.Create(Title, cancellation => SourceEdit.Apply(solution, edits, cancellation), Title));
        }
    }
}
