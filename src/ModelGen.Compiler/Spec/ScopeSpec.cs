namespace ModelGen.Compiler.Spec;

/// <summary>A name under which layers stand: of <c>x.Scope(...)</c>, or of one call of a shared layer.</summary>
/// <param name="Parent">The place of the scope around it; -1: the graph itself.</param>
/// <param name="Name">Words with dots between them.</param>
/// <param name="First">For a later call of a shared layer: the scope of its first call, whose parameters it uses; otherwise -1.</param>
public sealed record ScopeSpec(int Parent, string Name, SourceRef Source, string? WeightName = null, int First = -1)
{
    /// <summary>Of a call of a method marked [Shared], whose parameters are the same in all graph methods.</summary>
    public bool IsMethod { get; init; }
}
