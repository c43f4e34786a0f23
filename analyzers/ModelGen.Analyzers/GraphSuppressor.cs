using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Generator.Frontend;

namespace ModelGen.Analyzers;

/// <summary>Graph methods are read and not called, and the classes of blocks are never made: what compiler and IDE say of members that nobody uses, and of code that a constant condition drops, is not so of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphSuppressor : DiagnosticSuppressor
{
    private const string Reason = "The compiler of ModelGen reads graph methods and blocks; nobody calls them.";

    private static readonly SuppressionDescriptor UnusedMember = new("MGENSPR002", "IDE0051", Reason);
    private static readonly SuppressionDescriptor UnusedParameter = new("MGENSPR003", "IDE0060", Reason);
    private static readonly SuppressionDescriptor NeverMade = new("MGENSPR004", "CA1812", Reason);
    private static readonly SuppressionDescriptor Unreachable = new("MGENSPR005", "CS0162", "A constant condition chooses what the model is made of.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(UnusedMember, UnusedParameter, NeverMade, Unreachable);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location is not { SourceTree: { } tree } place)
            {
                continue;
            }

            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(place.SourceSpan);
            SemanticModel model = context.GetSemanticModel(tree);
            SuppressionDescriptor descriptor = SupportedSuppressions.First(known => known.SuppressedDiagnosticId == diagnostic.Id);
            bool isRead = descriptor == NeverMade
                ? node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type, context.CancellationToken) is INamedTypeSymbol { } named && Language.BlockMark(named) is not null
                : node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && model.GetDeclaredSymbol(method, context.CancellationToken) is IMethodSymbol symbol && Language.IsRead(symbol);
            if (isRead)
            {
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
            }
        }
    }
}
