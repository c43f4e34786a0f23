namespace ModelGen.Compiler.Spec;

/// <summary>A class that <c>Residual</c>, <c>Repeat</c> or <c>Use</c> names.</summary>
/// <param name="IsBlock">It carries <c>[Block]</c>; naming another type is an error.</param>
public sealed record BlockSpec(TypeSpec Type, EquatableArray<LayerSpec> Layers, bool IsBlock = true);
