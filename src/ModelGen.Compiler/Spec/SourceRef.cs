namespace ModelGen.Compiler.Spec;

/// <summary>
/// A place in the user's source, without Roslyn: a declared type, an attribute on it, an argument of that attribute.
/// Only the analyzer turns it into a location.
/// </summary>
/// <param name="Type">The key of the declaring type, as in <see cref="TypeSpec.Key"/>.</param>
/// <param name="Attribute">
/// Index into that type's <see cref="ModelSpec.Layers"/> or <see cref="BlockSpec.Layers"/>, which are in syntax order; or
/// <see cref="ClassName"/>, or <see cref="BackendsAttribute"/>; from <see cref="FirstPlace"/> on, a place in its graph method.
/// </param>
/// <param name="Argument">
/// The argument's name as the catalogue spells it; null stands for the whole attribute, and so does an argument that the user left out.
/// One number of <c>params</c> sizes is <c>sizes[1]</c>; <c>sizes</c> is all of them.
/// </param>
public readonly record struct SourceRef(string Type, int Attribute, string? Argument = null)
{
    /// <summary>The place is the class's name.</summary>
    public const int ClassName = -1;

    /// <summary>The place is the <c>[Backends]</c> attribute, which is no layer.</summary>
    public const int BackendsAttribute = -2;

    /// <summary>The place is the <c>[Weights]</c> attribute, which is no layer.</summary>
    public const int WeightsAttribute = -3;

    /// <summary>Places of graph methods are numbered from here: in the order in which they are read.</summary>
    public const int FirstPlace = 1 << 20;

    public SourceRef At(string argument) => this with { Argument = argument };
}
