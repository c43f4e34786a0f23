namespace ModelGen.Compiler.Emit.Ilgpu.Step;

/// <summary>A norm that each group of a product of one row computes for itself.</summary>
internal sealed record RowNorm(bool HasMean, double Epsilon);
