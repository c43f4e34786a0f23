using Xunit;

namespace ModelGen.Equality;

/// <summary>Runs wherever libtorch loads.</summary>
internal sealed class TargetTheoryAttribute : TheoryAttribute;
