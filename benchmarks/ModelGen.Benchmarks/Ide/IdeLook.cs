namespace ModelGen.Benchmarks.Ide;

/// <summary>One look of an editor at the open file.</summary>
/// <param name="Processor">Of the processors' time, what the process had meanwhile: the same on a busy machine.</param>
/// <param name="InAnalyzers">Of the milliseconds, those that the host was in code of analyzers, by its own clock.</param>
internal readonly record struct IdeLook(double Milliseconds, double Processor, double InAnalyzers, long AllocatedBytes);
