namespace ModelGen.Cpu;

/// <summary>One piece of the flat parameter buffer, small enough that threads share the work evenly.</summary>
/// <param name="Start">The first float.</param>
/// <param name="Count">How many.</param>
/// <param name="Rate">A factor for the learning rate.</param>
/// <param name="Decay">The weight decay.</param>
/// <param name="L1">Times the value's sign, added to the gradient.</param>
internal readonly record struct OptimizerTask(int Start, int Count, float Rate, float Decay, float L1);
