using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Options;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Frontend;

namespace ModelGen.Completion;

/// <summary>Offers the numbers that fit where a model's declaration asks for one: behind <c>Linear(</c>, <c>Reshape(</c>, <c>Heads =</c>, <c>InFeatures =</c>, in attributes and in graph methods.</summary>
[ExportCompletionProvider(nameof(SizeCompletion), LanguageNames.CSharp)]
public sealed class SizeCompletion : CompletionProvider
{
    private static readonly ImmutableHashSet<string> s_arguments = ["Heads", "KvHeads", "InFeatures", "Groups"];

    /// <inheritdoc/>
    public override bool ShouldTriggerCompletion(SourceText text, int caretPosition, CompletionTrigger trigger, OptionSet options) =>
        trigger.Kind != CompletionTriggerKind.Insertion || trigger.Character is '(' or '=' or ',' or ':' or ' ';

    /// <inheritdoc/>
    public override async Task ProvideCompletionsAsync(CompletionContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || SizeSlot.At(root, context.Position) is not { } slot || !IsAsked(slot)
            || await context.Document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
        {
            return;
        }

        int place = 0;
        foreach (FittingSize size in Sizes(slot, root.SyntaxTree, compilation, context.CancellationToken))
        {
            context.AddItem(CompletionItem.Create(
                size.Text,
                sortText: $"{place:D3}",
                inlineDescription: size.Reason,
                rules: CompletionItemRules.Default.WithMatchPriority(place == 0 ? MatchPriority.Preselect : MatchPriority.Default)));
            place++;
        }
    }

    private static bool IsAsked(SizeSlot slot) => slot.Argument is null ? slot.Layer is "Linear" && slot.Before.Length == 0 || slot.Layer is "Reshape" : s_arguments.Contains(slot.Argument);

    /// <summary>The model as it would be with a number there is read once; then only the compiler is asked.</summary>
    private static IReadOnlyList<FittingSize> Sizes(SizeSlot slot, SyntaxTree tree, Microsoft.CodeAnalysis.Compilation compilation, CancellationToken cancellation)
    {
        SyntaxTree other = tree.WithChangedText(tree.GetText(cancellation).WithChanges(new TextChange(slot.Span, Placeholder.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (other.GetRoot(cancellation).FindToken(slot.Span.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return [];
        }

        Microsoft.CodeAnalysis.Compilation whole = compilation.ReplaceSyntaxTree(tree, other);
        return whole.GetSemanticModel(other).GetDeclaredSymbol(declaration, cancellation) is INamedTypeSymbol type && Language.ModelMark(type) is not null
            ? [.. new FittingSizes(ModelReader.Model(type, whole, cancellation).Spec, EnvironmentReader.Read(whole, cancellation)).Of(slot)]
            : [];
    }
}
