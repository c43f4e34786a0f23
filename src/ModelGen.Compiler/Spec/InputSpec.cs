namespace ModelGen.Compiler.Spec;

/// <summary>A parameter of a graph method.</summary>
/// <param name="Declaration">Its input attribute; null for a block's, whose types come from where it is used.</param>
public sealed record InputSpec(string Name, SourceRef Source, LayerSpec? Declaration = null);
