using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace ModelGen.CodeFixes.Presets;

/// <summary>
/// Offers to write a <c>[Transformer]</c>, or a <c>[Pretrained]</c> that a list of layers can say, out as the layers and blocks that it stands for, which are then the user's to change. The model stays the
/// same: parameters, weight files, first values and numbers.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(ExpandPresetRefactoring))]
public sealed class ExpandPresetRefactoring : CodeRefactoringProvider
{
    /// <summary>What the editor's menu shows.</summary>
    public const string Title = "Expand the preset into its blocks";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        if (await Preset.Find(context.Document, context.Span, context.CancellationToken).ConfigureAwait(false) is { } preset)
        {
            Solution solution = context.Document.Project.Solution;
            context.RegisterRefactoring(CodeAction.Create(Title, cancellation => SourceEdit.Apply(solution, ExpansionEdits.Of(preset), cancellation), Title));
        }
    }
}
