using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ModelGen.Analyzers;
using ModelGen.Compiler.Errors;

namespace ModelGen.CodeFixes;

/// <summary>
/// Offers the edit that the compiler attached to a diagnostic. What has to be done is the compiler's knowledge and comes as a
/// <see cref="Mend"/>; how source is edited is this assembly's.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MendFix))]
public sealed class MendFix : CodeFixProvider
{
    // Which of them carry a mend is decided where the fault is found.
    private static readonly ImmutableArray<string> s_ids =
        ErrorCatalog.All.Keys.Where(id => id != ErrorId.Internal).Select(ErrorCatalog.Code).OrderBy(code => code, StringComparer.Ordinal).ToImmutableArray();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => s_ids;

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (MendProperties.Read(diagnostic.Properties) is not { } mend)
            {
                continue;
            }

            if (mend.Kind == MendKind.ReplaceText && diagnostic.Location.SourceTree is { } tree)
            {
                SourceEdit edit = new(tree, new(diagnostic.Location.SourceSpan, mend.Value));
                context.RegisterCodeFix(CodeAction.Create($"Write {mend.Value}", cancellation => SourceEdit.Apply(context.Document.Project.Solution, [edit], cancellation), nameof(MendKind.ReplaceText)), diagnostic);
                continue;
            }

            if ( await Place.Find(context.Document, diagnostic, mend, context.CancellationToken).ConfigureAwait(false) is not { } place
                || await Mending.Plan(mend, place, context.CancellationToken).ConfigureAwait(false) is not { } plan)
            {
                continue;
            }

            // The value is not part of the key: "fix all" sets each number to its own.
            context.RegisterCodeFix(
                CodeAction.Create(plan.Title, cancellation => SourceEdit.Apply(context.Document.Project.Solution, plan.Edits, cancellation), $"{mend.Kind} {mend.Argument}"),
                diagnostic);
        }
    }
}
