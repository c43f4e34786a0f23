using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Analyzers.DataEdges;
using ModelGen.Generator.Frontend;
using ModelGen.Generator.Frontend.Graphs;

namespace ModelGen.CodeFixes;

/// <summary>Offers to write behind each statement of a graph method, or each list of a pipeline's layers, what it gives, <c>// [C:16, H:64, W:64]</c>, and to bring such comments up to date.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ShapeCommentsRefactoring))]
public sealed class ShapeCommentsRefactoring : CodeRefactoringProvider
{
    /// <summary>What the editor's menu shows.</summary>
    public const string Title = "Write shapes as comments";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not { } at)
        {
            return;
        }

        if (at.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or TypeDeclarationSyntax or GlobalStatementSyntax) is BaseMethodDeclarationSyntax { AttributeLists.Count: 0 } or GlobalStatementSyntax)
        {
            await OfData(context, at.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? root).ConfigureAwait(false);
            return;
        }

        MemberDeclarationSyntax? member = at.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is MethodDeclarationSyntax or TypeDeclarationSyntax);
        if (member is not { AttributeLists.Count: > 0 }
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(member, context.CancellationToken) is not { } symbol
            || (symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol method && Language.IsEntry(method) ? method.ContainingType : null)) is not { } type || Language.ModelMark(type) is null)
        {
            return;
        }

        ModelReading reading = ModelReader.Model(type, model.Compilation, context.CancellationToken);
        Offer(context, (symbol is IMethodSymbol ? ShapeComment.Of(reading, all: true) : LayerComments.Of(reading, all: true))
            .Where(comment => comment.Tree == member.SyntaxTree && comment.Span.Start >= member.SpanStart && comment.Span.Start <= member.Span.End));
    }

    /// <summary>A method that is no graph: where data come from, and where they go.</summary>
    private static async Task OfData(CodeRefactoringContext context, SyntaxNode member)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model)
        {
            Offer(context, StatedShapes.OfMethod(member, model, context.CancellationToken));
        }
    }

    private static void Offer(CodeRefactoringContext context, IEnumerable<ShapeComment> comments)
    {
        SourceEdit[] edits = [.. comments.Where(comment => comment.Written != comment.Right)
            .Select(comment => new SourceEdit(comment.Tree, new(comment.Span, comment.Written is null ? " " + comment.Right : comment.Right)))];
        if (edits.Length > 0)
        {
            Solution solution = context.Document.Project.Solution;
            context.RegisterRefactoring(CodeAction.Create(Title, cancellation => SourceEdit.Apply(solution, edits, cancellation), Title));
        }
    }
}
