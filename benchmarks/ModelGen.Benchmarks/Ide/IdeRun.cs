namespace ModelGen.Benchmarks.Ide;

/// <summary>One turn of generator or analyzer.</summary>
/// <param name="Recomputed">Models that were compiled, or steps of the generator whose result is not the one of the turn before.</param>
internal readonly record struct IdeRun(double Milliseconds, int Recomputed);
