namespace ModelGen.Compiler.Spec;

/// <summary>
/// A place in the user's source, without Roslyn: a declared type, an attribute on it, an argument of that attribute.
/// Only the analyzer turns it into a location.
/// </summary>
/// <param name="Type">The key of the declaring type, as in <see cref="TypeSpec.Key"/>.</param>
/// <param name="Attribute">Index into <see cref="TypeSpec"/>'s attributes in syntax order; -1 stands for the class name.</param>
/// <param name="Argument">The argument's name as the catalogue spells it; null stands for the whole attribute.</param>
public readonly record struct SourceRef(string Type, int Attribute, string? Argument = null)
{
    public SourceRef At(string argument) => this with { Argument = argument };
}
