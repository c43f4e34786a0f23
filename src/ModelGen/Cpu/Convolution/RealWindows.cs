namespace ModelGen.Cpu;

/// <summary>The windows over one padded sequence that it would have alone: over its real steps, from the first to the last.</summary>
/// <param name="First">The first real step.</param>
/// <param name="Length">Steps from the first real one to the last; 0 where all are padding.</param>
/// <param name="Window">The first real window; it begins at the first real step, less the windows' padding.</param>
/// <param name="Count">Real windows: at least one where there is a real step, since what is shorter than a window counts as zeros up to it.</param>
internal readonly record struct RealWindows(int First, int Length, int Window, int Count)
{
    public bool Has(int window) => window >= Window && window < Window + Count;
}
