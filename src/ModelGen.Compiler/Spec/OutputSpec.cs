namespace ModelGen.Compiler.Spec;

/// <summary>A result of a graph method.</summary>
/// <param name="Name">The tuple element's; the method's for a single one.</param>
/// <param name="Value">The number of the value.</param>
public sealed record OutputSpec(string Name, int Value, SourceRef Source);
