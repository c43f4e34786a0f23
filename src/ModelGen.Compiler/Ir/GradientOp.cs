namespace ModelGen.Compiler.Ir;

/// <summary>An op of a backward pass: it has no gradient of its own, and a target that differentiates by itself never meets it.</summary>
public abstract class GradientOp : Op;
