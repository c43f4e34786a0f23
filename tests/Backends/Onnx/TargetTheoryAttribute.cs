using Xunit;

namespace ModelGen.Equality;

/// <summary>A comparison that needs the target: ONNX Runtime is always there.</summary>
internal sealed class TargetTheoryAttribute : TheoryAttribute;
