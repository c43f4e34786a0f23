namespace ModelGen.Compiler.Spec;

/// <summary>A block's graph method as it was read for inputs of certain types, because it asks for sizes.</summary>
/// <param name="Types">What <see cref="MissingVariant.Key"/> says of the inputs.</param>
public sealed record BlockVariant(string Types, GraphSpec Graph);
