namespace ModelGen.Compiler.Spec;

/// <summary>The weight file that a model is checked against while it is typed.</summary>
/// <param name="Path">As an attribute names it.</param>
/// <param name="Source">Where.</param>
/// <param name="IsPartial">What the file lacks, and what it has beside the model's, is meant.</param>
/// <param name="Headers">What the build read of it: names and shapes. Empty for none, and for the generator, whose text does not depend on it.</param>
public sealed record WeightsSpec(string Path, SourceRef Source, bool IsPartial = false, string Headers = "");
