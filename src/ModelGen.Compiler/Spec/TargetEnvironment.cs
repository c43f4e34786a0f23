namespace ModelGen.Compiler.Spec;

/// <summary>What the compilation around a model offers: decides which targets can be emitted, and how.</summary>
/// <param name="HasRuntime">The ModelGen library is referenced.</param>
public sealed record TargetEnvironment(bool HasRuntime = true, string? TorchSharpVersion = null, string? IlgpuVersion = null);
