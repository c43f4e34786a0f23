using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Compiler.Errors;

namespace ModelGen.CodeFixes;

/// <summary>From each <see cref="MendKind"/> to its edits.</summary>
internal static class Mending
{
    /// <returns>Null where the source no longer has the form that the mend is for.</returns>
    public static async Task<MendPlan?> Plan(Mend mend, Place place, CancellationToken cancellation) =>
        mend.Kind == MendKind.MakePartial ? await PartialEdits.Plan(place, cancellation).ConfigureAwait(false)
        : place.Call is { } call ? await CallEdits.Plan(mend, call, place, cancellation).ConfigureAwait(false)
        : place.Attribute is not { } attribute ? null
        : mend.Kind switch
        {
            MendKind.InsertFlatten => new("Insert [Flatten]", AttributeEdits.InsertBefore(attribute, AttributeEdits.Qualified("Flatten", attribute))),
            MendKind.SetArgument or MendKind.SetArgumentBefore => Set(attribute, mend),
            MendKind.InsertLayer => new($"Insert [{mend.Value}]", AttributeEdits.InsertBefore(attribute, AttributeEdits.Qualified(mend.Value, attribute))),
            MendKind.ReplaceLayer or MendKind.ReplaceLayerBefore => new($"Take [{mend.Value}] instead", [SourceEdit.Replace(attribute, AttributeEdits.Qualified(mend.Value, attribute))]),
            MendKind.Remove => new($"Remove [{attribute.Name}]", AttributeEdits.Remove(attribute)),
            MendKind.ChannelsFirst or MendKind.ChannelsFirstBefore => ChannelsFirst(attribute),
            MendKind.MoveFirst => await LayerEdits.MoveFirst(attribute, place, cancellation).ConfigureAwait(false),
            MendKind.AddProjection => await LayerEdits.AddProjection(attribute, mend.Value, place, cancellation).ConfigureAwait(false),
            _ => null,
        };

    private static MendPlan? Set(AttributeSyntax attribute, Mend mend) =>
        ArgumentEdits.Set(attribute, mend.Argument, mend.Value) is { } edit
            ? new(mend.Argument.EndsWith("]", System.StringComparison.Ordinal) ? $"Set the last size to {mend.Value}" : char.IsUpper(mend.Argument[0]) ? $"Set {mend.Argument} = {mend.Value}" : $"Set {attribute.Name}({mend.Value})", [edit])
            : null;

    private static MendPlan? ChannelsFirst(AttributeSyntax attribute) =>
        ArgumentEdits.LastFirst(attribute) is { Count: 3 } edits
            ? new($"Swap to channels-first: {attribute.Name}({string.Join(", ", Texts(edits))})", edits)
            : null;

    private static IEnumerable<string?> Texts(IReadOnlyList<SourceEdit> edits)
    {
        foreach (SourceEdit edit in edits)
        {
            yield return edit.Change.NewText;
        }
    }
}
