namespace ModelGen.Cpu;

/// <summary>One piece of the flat parameter buffer, small enough that threads share the work evenly.</summary>
/// <param name="Start">The first float.</param>
/// <param name="Count">How many.</param>
/// <param name="Decays">Whether weight decay applies.</param>
internal readonly record struct OptimizerTask(int Start, int Count, bool Decays);
