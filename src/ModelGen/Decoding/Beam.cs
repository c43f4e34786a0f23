using System.Collections.Generic;

namespace ModelGen.Decoding;

/// <summary>A continuation that beam search found.</summary>
/// <param name="Tokens">What follows the prompt.</param>
/// <param name="LogProbability">The logarithm of its probability behind the prompt.</param>
/// <param name="Score">By which continuations are ranked.</param>
public sealed record Beam(IReadOnlyList<int> Tokens, double LogProbability, double Score);
