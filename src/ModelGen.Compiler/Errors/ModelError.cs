using ModelGen.Compiler.Spec;

namespace ModelGen.Compiler.Errors;

/// <summary>One fault as data: what, where, and the places that explain it.</summary>
/// <param name="Message">One sentence: whole shapes, the offending numbers last.</param>
/// <param name="Related">The layer that produced the shape, the model that uses the block.</param>
/// <param name="Mend">The edit that mends it, where a machine can know it.</param>
public sealed record ModelError(ErrorId Id, SourceRef Source, string Message, EquatableArray<SourceRef> Related = default, Mend? Mend = null)
{
    public string Code => ErrorCatalog.Code(Id);

    public override string ToString() => $"{Code}: {Message}";
}
