using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.CodeFixes;

/// <summary>Makes a class and all around it partial, on every declaration.</summary>
internal static class PartialEdits
{
    public static async Task<MendPlan?> Plan(Place place, CancellationToken cancellation)
    {
        if (place.Node is not TypeDeclarationSyntax declaration
            || await place.Model(cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        List<SourceEdit> edits = [];
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            edits.AddRange(each.DeclaringSyntaxReferences
                .Select(reference => reference.GetSyntax(cancellation))
                .OfType<TypeDeclarationSyntax>()
                .Where(found => !found.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(found => SourceEdit.Insert(found.SyntaxTree, found.Keyword.SpanStart, "partial ")));
        }

        return edits.Count == 0 ? null : new("Make partial", edits);
    }
}
