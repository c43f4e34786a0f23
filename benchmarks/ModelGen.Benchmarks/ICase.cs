namespace ModelGen.Benchmarks;

/// <summary>Something that can be measured. Most are a <see cref="TimedCase"/>.</summary>
internal interface ICase
{
    /// <summary>Sets up, warms up, measures.</summary>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="repetitions">Timed calls; 0: as many as fit about two seconds.</param>
    Measurement Measure(int threads, int repetitions);
}
