namespace ModelGen.RandomModels.Checking;

/// <summary>How far a target may be from the definition.</summary>
/// <param name="Forward">Of outputs and losses, relative to the largest number.</param>
/// <param name="Backward">Of each gradient, relative to its norm.</param>
internal sealed record Bounds(double Forward, double Backward)
{
    public static Bounds Cpu { get; } = new(2e-5, 2e-4);

    /// <summary>Those that tests/Ilgpu.Tests holds the target to.</summary>
    public static Bounds Ilgpu { get; } = new(1e-4, 1e-3);
}
