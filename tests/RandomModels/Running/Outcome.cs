using System.Collections.Generic;

namespace ModelGen.RandomModels.Running;

/// <summary>What became of a run.</summary>
/// <param name="Passed">Models that passed, on each width.</param>
/// <param name="Skipped">Models that the target does not take.</param>
/// <param name="Excused">Comparisons that only a model's own sensitivity let pass.</param>
/// <param name="Failures">One line each: the message, and how to see it again.</param>
internal sealed record Outcome(int Passed, int Skipped, int Excused, IReadOnlyList<string> Failures);
