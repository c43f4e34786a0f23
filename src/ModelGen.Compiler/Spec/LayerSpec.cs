namespace ModelGen.Compiler.Spec;

/// <summary>One attribute of the language: an input, a layer, a loss, a target, a preset.</summary>
/// <param name="Kind">The attribute's name without suffix and type argument: <c>Linear</c>, <c>Repeat</c>, <c>Loss</c>, <c>Transformer</c>.</param>
/// <param name="Arguments">
/// Only what the user wrote; defaults live in one place, the layer's own file. Where an argument that has no default is missing, C# itself
/// reports an error at this attribute, and the compiler is silent about it. <c>sizes</c> is always there, possibly empty (legal C#).
/// An enum value is the member's name, or digits when the enum has no such member.
/// </param>
/// <param name="Block">
/// For <c>Residual</c>, <c>Repeat</c> and <c>Use</c>: the <see cref="BlockSpec"/>'s key; null where C# cannot resolve the type (it says so itself).
/// </param>
public sealed record LayerSpec(string Kind, EquatableArray<ArgumentSpec> Arguments, SourceRef Source, string? Block = null)
{
    public ArgumentSpec? Find(string name)
    {
        foreach (ArgumentSpec argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }

    public bool Has(string name) => Find(name) is not null;

    public long Int(string name, long otherwise = 0) => Find(name)?.Number ?? otherwise;

    public bool Bool(string name, bool otherwise = false) => Find(name) is { } found ? found.Number != 0 : otherwise;

    public string? Text(string name) => Find(name)?.Text;

    /// <summary>A double; a user may have written an integer constant.</summary>
    public double Real(string name, double otherwise) =>
        Find(name) switch
        {
            null => otherwise,
            { Kind: ArgumentKind.Int } whole => whole.Number,
            var real => real.Real,
        };

    public EquatableArray<double> Reals(string name) => Find(name)?.Reals ?? default;

    public EquatableArray<long> Ints(string name) => Find(name)?.Numbers ?? default;
}
