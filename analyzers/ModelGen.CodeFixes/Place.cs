using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Errors;

namespace ModelGen.CodeFixes;

/// <summary>The syntax that a mend changes.</summary>
/// <param name="Node">An attribute, a call or an operator of a graph method, or a type's declaration.</param>
internal sealed record Place(SyntaxNode Node, Document Document)
{
    public AttributeSyntax? Attribute => Node as AttributeSyntax;

    /// <summary>In a graph method.</summary>
    public ExpressionSyntax? Call => Node as ExpressionSyntax;

    public static async Task<Place?> Find(Document document, Diagnostic diagnostic, Mend mend, CancellationToken cancellation)
    {
        bool isBefore = mend.Kind is MendKind.SetArgumentBefore or MendKind.ChannelsFirstBefore or MendKind.ReplaceLayerBefore;
        Location? location = isBefore ? diagnostic.AdditionalLocations.FirstOrDefault() : diagnostic.Location;
        if (location?.SourceTree is not { } tree || document.Project.Solution.GetDocument(tree) is not { } owner)
        {
            return null;
        }

        SyntaxNode root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
        SyntaxNode found = root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        SyntaxNode? node = found.FirstAncestorOrSelf<AttributeSyntax>() ?? Expression(found, mend) ?? (SyntaxNode?)found.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return node is null ? null : new(node, owner);
    }

    // An argument may itself be a call.
    private static ExpressionSyntax? Expression(SyntaxNode found, Mend mend)
    {
        if (mend.Kind == MendKind.MakePartial)
        {
            return null;
        }

        SyntaxNode? start = mend.Kind is MendKind.SetArgument && found.FirstAncestorOrSelf<ArgumentSyntax>() is { } argument && argument.Expression.Span == found.Span && argument.Parent is ArgumentListSyntax ? argument.Parent.Parent : found;
        return start is BinaryExpressionSyntax operation ? operation : start?.FirstAncestorOrSelf<InvocationExpressionSyntax>();
    }

    public async Task<SemanticModel?> Model(CancellationToken cancellation) => await Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
}
