namespace ModelGen.Weights;

/// <summary>The names that a checkpoint adds to a weight file.</summary>
internal static class Checkpoints
{
    /// <summary>The note that makes a weight file a checkpoint.</summary>
    public const string Mark = "modelgen.checkpoint";

    /// <summary>Before the names of optimizer state: <c>optimizer.m.h.0.ln_1.weight</c>.</summary>
    public const string OptimizerPrefix = "optimizer.";
}
