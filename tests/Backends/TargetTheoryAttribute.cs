using Xunit;

namespace ModelGen.Equality;

/// <summary>Runs wherever the tests do: the package that runs the target needs nothing else.</summary>
internal sealed class TargetTheoryAttribute : TheoryAttribute;
